"""Makes the two fonts and widths.csv of this folder from Noto Sans.

Run with fonttools 4 installed: python subset.py FOLDER
FOLDER holds NotoSans-Regular.ttf, NotoSans-Bold.ttf and NotoSansMath-Regular.ttf.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

# Latin with all letters of the official languages, Greek, Cyrillic (also Ukrainian, Serbian, Macedonian), punctuation,
# superscripts for powers of ten, currency, arrows and signs of comparison.
RANGES = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x1CD, 0x1DC), (0x1E6, 0x1E7), (0x1FA, 0x21B), (0x237, 0x237),
    (0x2BC, 0x2BC), (0x2C6, 0x2C7), (0x2D8, 0x2DD), (0x300, 0x304), (0x306, 0x308), (0x30A, 0x30C), (0x327, 0x328),
    (0x37A, 0x37E), (0x384, 0x3CE), (0x400, 0x45F), (0x490, 0x493), (0x4D8, 0x4D9), (0x1E02, 0x1E03),
    (0x1E0A, 0x1E0B), (0x1E1E, 0x1E1F), (0x1E40, 0x1E41), (0x1E56, 0x1E57), (0x1E60, 0x1E61), (0x1E6A, 0x1E6B),
    (0x1E80, 0x1E85), (0x1E9E, 0x1E9E), (0x2009, 0x200A), (0x2010, 0x2026), (0x202F, 0x2030), (0x2032, 0x2033),
    (0x2039, 0x203A), (0x2070, 0x2079), (0x207B, 0x207B), (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122),
    (0x2190, 0x2193), (0x2212, 0x2212), (0x2264, 0x2265), (0xFFFD, 0xFFFD),
]
HERE = Path(__file__).parent


def borrow(font: TTFont, math: TTFont) -> None:
    """Noto Sans has no minus, no arrows, no signs of comparison: they come from Noto Sans Math."""
    for code in (0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2264, 0x2265):
        name = f"uni{code:04X}"
        source = math.getBestCmap()[code]
        pen = TTGlyphPen(None)
        math.getGlyphSet()[source].draw(pen)
        glyph = pen.glyph()
        font["glyf"][name] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = math["hmtx"][source]
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name


def cut(source: Path, target: Path, math: TTFont) -> TTFont:
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["mark", "mkmk", "ccmp", "locl"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    borrow(font, math)
    subset.save_font(font, target, options)
    return TTFont(target)


def main(folder: Path) -> None:
    math = TTFont(folder / "NotoSansMath-Regular.ttf")
    files = [f"NotoSans-{face}.ttf" for face in ("Regular", "Bold")]
    fonts = [cut(folder / file, HERE / file, math) for file in files]
    units = [font["head"].unitsPerEm for font in fonts]
    lines = ["code,regular,bold"]
    for code in sorted(fonts[0].getBestCmap()):
        widths = [font["hmtx"][font.getBestCmap()[code]][0] * 1000 // unit for font, unit in zip(fonts, units)]
        lines.append(f"{code},{widths[0]},{widths[1]}")
    held = fonts[0].getBestCmap()
    missing = [f"U+{code:04X}" for first, last in RANGES for code in range(first, last + 1) if code not in held]
    print("not in the font:", *missing)
    (HERE / "widths.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
