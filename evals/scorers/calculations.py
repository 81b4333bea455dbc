"""Is a computed number shown with its formula, or printed in the source as it is said?"""

from evals.amounts import Amount
from evals.model import Case
from evals.reply import Reply
from evals.scorers.figures import given


def formula_shown(case: Case, reply: Reply) -> bool | None:
    """For a question that needs arithmetic: whether the reader can follow it.

    True where a calculation's result, or a figure the source prints, is the expected number.
    None for other questions, and where no number was given.
    """
    if case.type != "calc" or not case.numbers or not reply.values:
        return None
    wanted = Amount(case.numbers[0], case.unit)
    printed = [
        figure.amount
        for figure in reply.figures
        if figure.role == "answer" and figure.amount is not None
    ]
    return given(wanted, [*(shown.result for shown in reply.calculations), *printed])
