"""The rules of cleaning in the order in which they apply; the only such list."""

from __future__ import annotations

from typing import Final

from tasks.clean.code_points import (
    compose_characters,
    narrow_alphanumerics,
    remove_invisible,
    replace_private_use,
    unify_presentation_forms,
    unify_radicals,
)
from tasks.clean.frame_shift import restore_shifted_bytes
from tasks.clean.leaks import collapse_loops, decode_entities, drop_markdown, restore_conjunctions
from tasks.clean.mojibake import undo_double_decoding
from tasks.clean.newlines import normalize_newlines
from tasks.clean.readings import remove_readings
from tasks.clean.scripts import convert_script
from tasks.clean.spaces import join_letterspaced, normalize_spaces, tighten_punctuation
from tasks.clean.unwrap import unwrap
from tasks.clean.width import pair_brackets, pair_quotes, pair_single_quotes, widen_marks, widen_stops
from tasks.rule import Rule

BYTES: Final[tuple[Rule, ...]] = (
    normalize_newlines,
    undo_double_decoding,
    restore_shifted_bytes,
    remove_readings,
)
"""What undoes wrong decoding; marks and readings are evidence here, so nothing may change them before."""

CHARACTERS: Final[tuple[Rule, ...]] = (
    decode_entities,
    unify_radicals,
    replace_private_use,
    remove_invisible,
    unify_presentation_forms,
    compose_characters,
    narrow_alphanumerics,
    drop_markdown,
    restore_conjunctions,
    collapse_loops,
)
"""What restores characters, on printed lines."""

LAYOUT: Final[tuple[Rule, ...]] = (
    unwrap,
    normalize_spaces,
    join_letterspaced,
    pair_quotes,
    pair_single_quotes,
    pair_brackets,
    widen_marks,
    widen_stops,
    tighten_punctuation,
    convert_script,
)
"""What makes paragraphs of printed lines and brings them to one convention."""

RULES: Final[tuple[Rule, ...]] = BYTES + CHARACTERS + LAYOUT
"""Every rule; a rule's step number is its place here plus one, step 0 being extract_markup."""
