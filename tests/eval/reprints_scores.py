"""How well copies of one text are found, on made corpora (reprints_made).

``python -m tests.eval.reprints_scores 20000 2000 --seed 7`` measures a corpus of 20,000 articles with 2,000 edited copies,
``--pages`` the articles of ../shared/data/pages of odd days with edited copies, ``--errors`` shows pairs that were missed or
wrong. Seeds 0 to 9 and the pages of odd days were looked at in development; the gate's seed and the other pages were not.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import comb

import pyarrow as pa

from tasks.corpus.reprints import reprint_rows
from tests.eval.inputs_made import MadeInputs
from tests.eval.reprints_made import Document, MadeCorpus, edited, made_corpus
from tests.eval.split_scores import page_references

GATE_SEED = 1000
BATCH = 10_000

LEAST = 80
"""Characters from which on a real article is copied: a copy is to be no shorter than what can be told."""


def found_clusters(documents: Sequence[Document]) -> dict[str, str]:
    """For each article that is a copy, its cluster."""
    parts = reprint_rows(MadeInputs(tables_of(documents), BATCH))
    return {row.article_id: row.cluster_id for part in parts for row in part}


def tables_of(documents: Sequence[Document]) -> dict[str, pa.Table]:
    """Articles as the queries give them."""
    months = [f"{d.published_on:%Y-%m}" if d.published_on else "" for d in documents]
    ordered = sorted(zip(months, documents, strict=True), key=lambda each: (each[0], each[1].article_id))
    stories = {
        "part": [month for month, _ in ordered],
        "article_id": [d.article_id for _, d in ordered],
        "source_id": [d.article_id for _, d in ordered],
        "key": [f"{d.article_id} {hash(d.body)}" for _, d in ordered],
        "newspaper": [d.newspaper for _, d in ordered],
        "published_on": [d.published_on for _, d in ordered],
    }
    bodies = {"part": stories["part"], "article_id": stories["article_id"], "body": [d.body for _, d in ordered]}
    return {"reprints_stories": pa.table(stories), "reprints": pa.table(bodies)}


def pair_f1(found: Mapping[str, Hashable], true: Mapping[str, Hashable]) -> float:
    """F1 over pairs of articles that are in one cluster."""
    right, made, real = _pairs(found, true)
    return 2 * right / (made + real)


def adjusted_rand(found: Mapping[str, Hashable], true: Mapping[str, Hashable]) -> float:
    """The adjusted Rand index of Hubert and Arabie, over all articles."""
    right, made, real = _pairs(found, true)
    chance = made * real / comb(len(true), 2)
    return (right - chance) / ((made + real) / 2 - chance)


def _pairs(found: Mapping[str, Hashable], true: Mapping[str, Hashable]) -> tuple[int, int, int]:
    """Pairs that are together in both, in what was found, in truth; an article without a cluster is alone."""
    both = Counter((found.get(name, name), group) for name, group in true.items())
    return _together(both), _together(Counter(found.get(n, n) for n in true)), _together(Counter(true.values()))


def _together(sizes: Counter[Hashable]) -> int:
    return sum(comb(size, 2) for size in sizes.values())


def figures_of(corpus: MadeCorpus) -> dict[str, float]:
    """Pair F1 and adjusted Rand index."""
    found = found_clusters(corpus.documents)
    return {"pair_f1": pair_f1(found, corpus.texts), "adjusted_rand": adjusted_rand(found, corpus.texts)}


def corpus_of_pages(seed: int, dev: bool) -> MadeCorpus:
    """Real articles of ../shared, two in five of them with one to three edited copies."""
    rng, corpus = random.Random(seed), MadeCorpus()
    texts = [
        r.text.split("\n") for _, _, references in page_references(dev) for r in references if len(r.text) >= LEAST
    ]
    for number, text in enumerate(texts):
        day = rng.randrange(9)
        corpus.add(rng, number, text, day)
        for _ in range(rng.choice((0, 0, 0, 1, 1 + rng.randrange(3)))):
            corpus.add(rng, number, edited(text, rng), day + rng.randrange(2))
    return corpus


def scores() -> dict[str, float]:
    """The gate's figures, on a corpus that was not looked at in development."""
    return figures_of(made_corpus(GATE_SEED, 20_000, 2_000))


def _report(corpus: MadeCorpus, most: int = 40) -> None:
    found = found_clusters(corpus.documents)
    bodies = {d.article_id: d.body for d in corpus.documents}
    for kind, one, other in _wrong(found, corpus.texts):
        most -= 1
        if most < 0:
            return
        print(f"{kind}\n   {bodies[one]!r}\n   {bodies[other]!r}")


def _wrong(found: Mapping[str, str], true: Mapping[str, int]) -> Iterable[tuple[str, str, str]]:
    """Each article that is not with the first of its text, or that is with the first of another text."""
    first_of_text: dict[int, str] = {}
    first_of_cluster: dict[str, str] = {}
    for name, text in true.items():
        head = first_of_text.setdefault(text, name)
        if found.get(head, head) != found.get(name, name):
            yield "missed", head, name
        leader = first_of_cluster.setdefault(found.get(name, name), name)
        if true[leader] != text:
            yield "wrong", leader, name


def main() -> None:
    """Print the figures of one corpus."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval.reprints_scores")
    parser.add_argument("articles", type=int, nargs="?", default=20_000)
    parser.add_argument("copies", type=int, nargs="?", default=2_000)
    parser.add_argument("--pages", action="store_true", help="real articles instead, of pages used in development")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--errors", action="store_true", help="pairs that were missed or are wrong")
    options = parser.parse_args()
    corpus = (
        corpus_of_pages(options.seed, dev=True)
        if options.pages
        else made_corpus(options.seed, options.articles, options.copies)
    )
    before = time.process_time()
    for name, figure in figures_of(corpus).items():
        print(f"{name:20} {figure:.4f}")
    print(f"{'CPU ms an article':20} {1000 * (time.process_time() - before) / len(corpus.documents):.4f}")
    if options.errors:
        _report(corpus)


if __name__ == "__main__":
    main()
