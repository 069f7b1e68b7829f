"""Fictional newspaper pages made by seed, with the truth about them: what splitting is measured on beside real pages.

Nothing here imports from tasks/ or shares a word list with it, so that a gap in the splitter's
vocabulary shows. ``make(seed)`` gives the sources of one issue. Where the five dumps have one form
each, an issue here draws its own:

- Styles: a PDF's columns (widths of 13 to 22 characters, hanging or pulled marks, blank lines where a
  column ends in mid-sentence, paragraphs parted by blank lines, by indents or by nothing at all,
  stories not even parted by a blank line), a vision model's output (four ways of marking headlines,
  one of them none; kickers bare, bold, or one level lower; stories in any order), web pages as
  text and as HTML with other stories' titles below, mirrors in traditional characters with half-width
  marks and readings.
- Headlines: eleven stacks, among them kicker and deck alone, kickers of two lines, headlines cut in two,
  decks that are sentences; lines that ask, quote, count or hold a colon; headlines and subheads drawn
  from the same lines. A displaced stack stands behind its body or at the page's end.
- Credits: 19 bylines, 18 datelines, 12 credits behind a body, names padded with white space, joint
  bylines, and stories without any.
- Further items: comments with and without a column's name, digests with bullets, with headlines, with
  signatures alone, notices signed with office and day, photos with and without a headline, captions
  above, inside and behind a body with their credit in line, below, or missing.
- Jumps: 27 wordings onward and 23 back, the mark on the last line or alone, the cut between
  paragraphs or inside a sentence, the continuation with the headline repeated, shortened or absent.
- Mastheads: pieces in any order, one or several a line, above, below or around the stories; 16 ways to
  write and spread the date, with weekday and lunar date; a second serial number that disagrees; eight
  forms of folio lines.
- Sources: a page each, pages parted by form feeds, or one behind the other with only the next page's
  head between them.
"""

from tests.eval.pages_made.compose import make

__all__ = ["make"]
