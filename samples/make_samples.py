"""Write samples/pages, samples/manifest.csv and samples/reference.jsonl; the same bytes every time.

``python -m samples.make_samples`` writes them, ``--check`` fails if what is on disk differs.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from samples.pages import Page, SampleFile, sample_files
from samples.story import Photo, Story

HERE = Path(__file__).resolve().parent

MANIFEST = "path,newspaper,date,page_no\npages/scraped/bay.txt,临汐晚报,2024-03-05,3\n"
"""What no page says of itself."""


def reference_story(story: Story) -> dict[str, object]:
    """A story as a row of reference answers; named as the columns of `articles`."""
    return {
        "kind": story.kind,
        "column_name": story.column_name,
        "kicker": story.kicker,
        "headline": " ".join(story.headline) or None,
        "deck": story.deck,
        "highlights": list(story.highlights),
        "dateline": story.dateline,
        "byline": story.byline,
        "authors": list(story.authors),
        "agency": story.agency,
        "jump_to_page": story.jump_to_page,
        "jump_from_page": story.jump_from_page,
        "body": "\n".join(story.body),
        "people": [{"text": name, "title": title} for name, title in story.names],
        "places": list(story.places),
        "organizations": list(story.organizations),
        "dates": [{"text": text, "start_on": start, "end_on": end} for text, start, end in story.dates],
        "quantities": [{"text": text, "value": value, "unit": unit} for text, value, unit in story.quantities],
    }


def reference_photo(photo: Photo) -> dict[str, object]:
    """A caption as a row of reference answers; `headline` is that of its article."""
    return {"text": photo.text, "credit": photo.credit, "headline": photo.of}


def reference_page(path: str, page: Page) -> dict[str, object]:
    """A page's reference answers; named as the columns of `pages`."""
    return {
        "file": path,
        "member": page.member,
        "ordinal": page.ordinal,
        "newspaper": page.issue.paper.name,
        "published_on": page.issue.published_on,
        "page_no": page.page_no,
        "script": page.script,
        "articles": [reference_story(story) for story in page.stories],
        "captions": [reference_photo(photo) for photo in page.photos],
    }


def reference_lines(files: tuple[SampleFile, ...]) -> Iterator[str]:
    """samples/reference.jsonl, line by line; a file that must be quarantined has `error_code` and no page."""
    for file in files:
        for page in file.pages:
            yield json.dumps(reference_page(file.path, page), ensure_ascii=False)
        if not file.pages:
            yield json.dumps({"file": file.path, "error_code": "unsupported_format"}, ensure_ascii=False)


def contents() -> dict[Path, bytes]:
    """Every generated file, relative to samples/, with its bytes."""
    files = sample_files()
    made = {Path("pages") / file.path: file.data for file in files}
    made[Path("manifest.csv")] = MANIFEST.encode()
    made[Path("reference.jsonl")] = "".join(line + "\n" for line in reference_lines(files)).encode()
    return made


def differing(folder: Path) -> list[str]:
    """What in `folder` is missing, stale or not made by this script."""
    made = contents()
    stale = {str(path) for path, data in made.items() if not _holds(folder / path, data)}
    found = {path.relative_to(folder) for path in (folder / "pages").rglob("*") if path.is_file()}
    return sorted(stale | {str(path) for path in found - made.keys()})


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def main() -> int:
    """Write the samples, or check those on disk."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file differs")
    parser.add_argument("folder", nargs="?", type=Path, default=HERE, help="where to write, samples/ by default")
    options = parser.parse_args()
    if options.check:
        stale = differing(options.folder)
        print("\n".join(f"{path} is stale: run python -m samples.make_samples" for path in stale))
        return 1 if stale else 0
    for path, data in contents().items():
        target = options.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
