"""python -m qa_service is budget-qa."""

from qa_service.cli import app

if __name__ == "__main__":
    app(prog_name="budget-qa")
