"""What a person reads on a page."""

import re


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def titles(response) -> list[str]:
    return re.findall(r'class="title"><a [^>]*>([^<]*)<', response.content.decode())
