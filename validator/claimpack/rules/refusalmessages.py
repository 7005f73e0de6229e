"""Explains why a cell is invalid, and what to write instead."""

import re

from claimpack.package.cells import Refusal
from claimpack.package.idletters import ID, id_part, in_other_letters
from claimpack.package.tableschema import Field, split_items
from claimpack.wording import character_name, joined, nearest, quoted

_OWN = "Labels and titles may use your own letters."
_TYPES = {
    "integer": ("a whole number", "Write it in plain digits, such as 1250."),
    "number": ("a number", "Write it in plain digits with a point, such as 0.78."),
    "date": ("a date", "Write it as year-month-day, such as 2026-02-19."),
}

_LIMITS = {
    "blank": ("is only white space", "Fill it in."),
    "minimum": ("is below {limit}", "Check the number."),
    "maximum": ("is above {limit}", "Check the number."),
    "maxLength": ("has {length:,} characters", "Shorten it to {limit} at most."),
}


def message_and_hint(field: Field, value: str, refusal: Refusal) -> tuple[str, str]:
    """What is wrong, as a sentence without a full stop, and what to do about it."""
    found, limit = f"{field.name} is {quoted(value)}", refusal.detail
    match refusal.constraint:
        case "required":
            return f"{field.name} is blank and is required", f"Enter {field.title.lower()}: {_first_sentence(field)}"
        case "enum":
            choice = nearest(value, field.words)
            return f"{found}, which is not one of the allowed words", joined(
                choice, f"Allowed: {', '.join(field.words)}."
            )
        case "type" | "plain":
            name, hint = _TYPES.get(limit, (f"a {field.type}", _first_sentence(field)))
            plainly = " written plainly" if refusal.constraint == "plain" else ""
            return f"{found}, which is not {name}{plainly}", hint
        case "pattern" if several := _several(limit, value):
            return f"{found}, which names {len(several)} records where only one belongs", _one_each(field, several)
        case "pattern":
            trim = "Trim the white space." if value != value.strip() else ""
            hint = _hidden(value) or trim or _in_latin_letters(field, limit, [value]) or _foreign(limit, value)
            hint = hint or f"Write it like {quoted(field.example)}."
            return f"{found}, which is not in the format of its column", hint
        case "item":
            own = _in_latin_letters(field, field.item_pattern, split_items(value))
            return _words_on_items(found, limit, _hidden(value) or own or _foreign_item(field, value))
        case "maxLength" if field.is_list:
            return f"{field.name} has more than {limit} items", "Check what was pasted there."
    what, hint = _LIMITS.get(refusal.constraint, (f"breaks {refusal.constraint} {{limit}}", "Correct it."))
    return f"{found}, which {what.format(limit=limit, length=len(value))}", hint.format(limit=limit)


def _words_on_items(found: str, what: str, hidden: str) -> tuple[str, str]:
    if what == "empty":
        return f"{found}, which has an empty item", "Separate items by single semicolons, with none at the ends."
    if what == "form":
        hint = hidden or "Separate items by semicolons alone, and write a range out, such as 1;2;3."
        return f"{found}, which has an item that is not in the format of its column", hint
    if what == "long":
        return f"{found}, which has a very long item", "Separate items by semicolons."
    return f"{found}, which lists {quoted(what)} twice", "Keep one of them."


def _several(form: str, value: str) -> list[str]:
    """The ids in a cell for a single id that has several; none if it does not."""
    items = [item.strip() for item in re.split(r"[;,|\n]| and | & ", value)]
    is_id = form.startswith("[A-Za-z0-9]") and all(re.fullmatch(form, item) for item in items)
    return items if len(items) > 1 and is_id else []


def _one_each(field: Field, items: list[str]) -> str:
    keep = f"Keep {items[0]} here, and add a row for each of the others"
    if field.concept_kind == "outcome":
        return f"{keep}: claimpack new claim --like ID --outcome {items[1]} copies the rest of a claim."
    return f"{keep}."


def _hidden(value: str) -> str:
    character = next((character for character in value if not character.isprintable()), None)
    return f"It holds {character_name(character)}: type it again." if character else ""


def _foreign(form: str, value: str) -> str:
    """Names the first non-ASCII character, if the cell is only invalid because of such letters or digits."""
    character = next((character for character in value if not character.isascii()), None)
    plain = (re.sub(r"[^\x00-\x7f]", stand_in, value) for stand_in in ("a", "A", "0", "-"))
    if character is None or not any(re.fullmatch(form, each) for each in plain):
        return ""
    return f"It holds {character_name(character)}: type it again."


def _in_latin_letters(field: Field, form: str, items: list[str]) -> str:
    """What to write in place of ids in letters of another alphabet; blank if that is not the problem."""
    own = [item for item in items if in_other_letters(item)]
    if form != ID.pattern or not own:
        return ""
    example = quoted(str(split_items(str(field.example))[0]))
    written = [id_part(item).replace("-", "_" if "_" in item else "-") for item in own]
    said = f"an id like {example}" if not all(written) else ", ".join(map(quoted, written))
    return (
        f"Ids use only the letters A to Z, so that they work in every web address and file name: write {said}. {_OWN}"
    )


def _foreign_item(field: Field, value: str) -> str:
    found = (_foreign(field.item_pattern, item) for item in split_items(value) if not item.isascii())
    return next((words for words in found if words), "")


def _first_sentence(field: Field) -> str:
    return field.description.split(". ")[0].rstrip(".") + "."
