"""A draft as plain text, the way a web page pasted into a file looks."""

from evals.generator.draft import Draft, Line


def draft_to_text(draft: Draft) -> str:
    """Return the text of a draft that has no tables."""
    lines: list[str] = []
    for block in draft.blocks:
        if not isinstance(block, Line):
            raise TypeError("a plain text document has neither tables nor pages")
        if block.role == "page_title":
            lines += ["", f"   {block.text}", ""]
        else:
            lines.append(block.text)
    return "\n".join(lines) + "\n"
