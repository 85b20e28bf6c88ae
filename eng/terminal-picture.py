#!/usr/bin/env python3
"""Draws what a terminal showed as an SVG: `tmux capture-pane -e -p | eng/terminal-picture.py TITLE > FILE`.

Knows the sixteen colours, bold and dim; the picture has its own dark ground, so it is the same on every page.
"""
import html
import re
import sys

CELL_WIDTH, LINE_HEIGHT, FONT_SIZE, MARGIN, BAR = 8.4, 19, 14, 16, 34
GROUND, TEXT, FAINT = "#16181d", "#d7dae0", "#7d8590"
COLOURS = {31: "#e5695e", 32: "#63c174", 33: "#d9a441", 34: "#6ca7e8", 35: "#c58fd6", 36: "#4fc1c4"}
CODE = re.compile(r"\x1b\[([0-9;]*)m")


def runs(line, style):
    """Splits a line into (style, text); the style goes on into the next line, as in a terminal."""
    result, at = [], 0
    for code in CODE.finditer(line):
        if code.start() > at:
            result.append((dict(style), line[at:code.start()]))
        at = code.end()
        for number in map(int, filter(None, code.group(1).split(";"))) if code.group(1) else [0]:
            if number == 0:
                style.clear()
            elif number == 1:
                style["weight"] = "bold"
            elif number == 2:
                style["fill"] = FAINT
            elif number == 22:
                style.pop("weight", None)
                style.pop("fill", None)
            elif number == 39:
                style.pop("fill", None)
            else:
                colour = COLOURS.get(number - 60 if number >= 90 else number)
                if colour:
                    style["fill"] = colour
    if at < len(line):
        result.append((dict(style), line[at:]))
    return result


def spans(line, style):
    column, parts = 0, []
    for run, text in runs(line, style):
        # Each character has its place: a font whose signs are wider than a cell would push the rest aside.
        if text.strip():
            places = " ".join(f"{MARGIN + (column + i) * CELL_WIDTH:.1f}" for i in range(len(text)))
            look = f' fill="{run["fill"]}"' if "fill" in run else ""
            look += f' font-weight="{run["weight"]}"' if "weight" in run else ""
            parts.append(f'<tspan x="{places}"{look}>{html.escape(text)}</tspan>')
        column += len(text)
    return "".join(parts), column


def main():
    title = sys.argv[1] if len(sys.argv) > 1 else ""
    lines, style, rows, widest = sys.stdin.read().rstrip().split("\n"), {}, [], 0
    for number, line in enumerate(lines):
        text, columns = spans(line.rstrip(), style)
        widest = max(widest, columns)
        rows.append(f'<text y="{BAR + MARGIN + number * LINE_HEIGHT + FONT_SIZE:.0f}">{text}</text>')
    width, height = widest * CELL_WIDTH + 2 * MARGIN, BAR + 2 * MARGIN + len(lines) * LINE_HEIGHT
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" height="{height}" role="img">')
    print(f"<title>{html.escape(title)}</title>")
    print(f'<rect width="100%" height="100%" rx="10" fill="{GROUND}"/>')
    print(f'<text x="{MARGIN}" y="{BAR - 9}" fill="{FAINT}" font-family="monospace" font-size="{FONT_SIZE - 1}">$ {html.escape(title)}</text>')
    print(f'<g font-family="ui-monospace, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="{FONT_SIZE}" fill="{TEXT}" xml:space="preserve">')
    print("\n".join(rows))
    print("</g></svg>")


main()
