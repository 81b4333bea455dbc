"""Any number of documents into a folder, in processes: ten thousand take bounded memory."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from evals.generator.samples import (
    commission_of,
    make_files,
    nth_of_assorted,
    own_format,
    sample_commissions,
)

# Fonts stay registered in a process; a new one starts without them.
DOCUMENTS_A_PROCESS = 200


@dataclass(frozen=True)
class Order:
    """What is to be written: of one style, or of these (all, where none is named) in turn.

    `noise` are the names of all noises of every document; with `one_noise_each` the documents
    take them in turn instead. So many `contradictions` are planted in each.
    """

    out: Path
    seed: str
    styles: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    noise: tuple[str, ...] = ()
    one_noise_each: bool = False
    contradictions: int = 0


def write_samples(out: Path, seed: str) -> Iterator[Path]:
    """Write the samples of the project; yield the files."""
    for commission in sample_commissions(seed):
        for made in make_files(commission):
            made.write(out)
            yield out / made.file_name


def write_many(order: Order, count: int, processes: int = 1) -> Iterator[Path]:
    """Write so many documents; yield their files, in order."""
    write = partial(write_one, order)
    if processes <= 1:
        for number in range(count):
            yield from write(number)
        return
    # New processes now and then, by a new pool: one that renews its own (max_tasks_per_child)
    # waits for ever in Python 3.11 when several end at once.
    at_once = processes * DOCUMENTS_A_PROCESS
    for start in range(0, count, at_once):
        with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
            for files in pool.map(write, range(start, min(count, start + at_once))):
                yield from files


def write_one(order: Order, number: int) -> list[Path]:
    """Write the document of a number; return its file, or its two files."""
    if len(order.styles) == 1 and len(order.formats) <= 1:
        (style,) = order.styles
        name = order.formats[0] if order.formats else own_format(style)
        commission = commission_of(style, number, order.seed, style, name)
    else:
        commission = nth_of_assorted(number, order.seed, order.styles, order.formats)
    noise = order.noise
    if order.one_noise_each and noise:
        noise = (noise[number % len(noise)],)
    commission = replace(commission, noise=noise, contradictions=order.contradictions)
    files = []
    for made in make_files(commission):
        made.write(order.out)
        files.append(order.out / made.file_name)
    return files
