"""What a lexicon file must look like, and where it does not."""

from typing import Any, TypeAlias

from aliaskit.gazetteer.schema import shown

# str, float        such a value (float: any number)
# [shape]           a list of such values; (shape, shape) a list of exactly these
# {"field": shape}  a map with these fields ("field?" may be left out); {str: shape} its other fields
Shape: TypeAlias = "type | list[Shape] | tuple[Shape, ...] | dict[Any, Shape]"
Fault: TypeAlias = tuple[tuple[str | int, ...], str]

_NAMES = {str: "text", int: "a whole number", float: "a number"}


def fault(value: Any, shape: Shape, *way: str | int) -> Fault | None:
    """The first value that has another shape, by the way to it, and what is wrong; None if all fits."""
    parts: list[tuple[str | int, Shape]]
    match shape:
        case dict():
            if not isinstance(value, dict):
                return way, f"expected a map, not {shown(value)}"
            fields = {field.removesuffix("?"): each for field, each in shape.items() if field is not str}
            missing = [
                field for field in shape if field is not str and field[-1] != "?" and field not in value
            ]
            if missing:
                return way, f"lacks {', '.join(missing)}"
            others = shape.get(str)
            parts = [(key, each) for key in value if (each := fields.get(key, others)) is not None]
        case list() | tuple():
            if not isinstance(value, list):
                return way, f"expected a list, not {shown(value)}"
            if isinstance(shape, tuple) and len(value) != len(shape):
                return way, f"expected {len(shape)} values, not {len(value)}"
            parts = list(enumerate(shape if isinstance(shape, tuple) else shape * len(value)))
        case _:
            accepted = (int, float) if shape is float else shape
            if isinstance(value, accepted) and not isinstance(value, bool):
                return None
            return way, f"expected {_NAMES[shape]}, not {shown(value)}"
    found = (fault(value[key], each, *way, key) for key, each in parts)
    return next((each for each in found if each), None)
