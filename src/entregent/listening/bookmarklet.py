"""“Listen to this site”: a bookmark that opens our page with the address of the one that is being read. Pure."""

from urllib.parse import quote


def bookmarklet(page: str) -> str:
    """Return the javascript: address of the bookmark. page: the absolute address of ours, without a query.

    What a browser does with it: percent signs are decoded, then the rest is run. So the address is quoted twice: for a string of
    JavaScript, in which no quote, backslash or line end may stand, and for the decoding.
    """
    safe = quote(page, safe=":/?&=@[]-._~")
    inner = quote(f"{safe}?address=", safe=":/?&=@[]-._~")  # a % of the address is decoded once before it runs
    return f"javascript:location.href='{inner}'+encodeURIComponent(location.href)"
