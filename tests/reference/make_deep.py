#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes deep.csv: python3 make_deep.py > deep.csv (minutes).

Counts of Mandelbrot sets in small views, by mpmath with 60 digits, and in smaller ones with as many more
as the view needs. Pixels are those of hpk::julia::uniform_plane(zoom, columns, rows), exactly: a centre
plus a distance in double. An orbit of z^2 + c from 0 has escaped at |z|^2 >= 4."""

import math

from mpmath import mp, mpf

# A point in the seahorse valley that is often printed; two Misiurewicz points, near which the set looks the
# same at all depths (the 25th point of the orbit of the first is its 23rd, the 5th of the second its 4th);
# and the middle of a small copy of the set, of period 2445, beside the first.
SEAHORSE = "-0.743643887037158704752191506114774", "0.131825904205311970493132056385139"
SPIRAL = (
    "-0.776610592599701856564039502552994749328170321439866000969243",
    "0.134608961675028166056737270233057809541187496220403617339979",
)
BRANCHES = (
    "-0.101096363845622161025785445738622565463805442826253483876931177660780840740470584274821219810"
    "516779033404531908556741193971546144260911882355703907680301615758418143435454482306810666402941"
    "937826741189160781952644899539699533446682339312669900981755715042520653886699186134433396160061"
    "0562775385144259609560703",
    "0.9562865108091415007710960577299774358098333365105291700343143215005246590657167325269784107873"
    "398072043444724926469284366752406567465722656200815719741551313831228054884443810571677870203738"
    "395055477279309548311953190385170024877917670113105649462054553485859930615004427397447762045980"
    "085973915977603864276670",
)
COPY = (
    "-0.7766105925997018565640395163891859077206426758103376912320969956925995",
    "0.1346089616750281660567372360084601720544103405372177171454841997529786",
)

VIEWS = [
    # centre, width, columns, rows, max_iterations
    (SEAHORSE, 1e-3, 24, 16, 1000),
    (SEAHORSE, 1e-14, 16, 12, 6000),
    (SEAHORSE, 1e-20, 16, 12, 10000),
    (SPIRAL, 1e-20, 16, 12, 4000),
    (SPIRAL, 1e-24, 16, 12, 4000),
    (SPIRAL, 1e-26, 16, 12, 4000),
    (BRANCHES, 1e-28, 20, 15, 1000),
    (BRANCHES, 1e-50, 20, 15, 1000),
    (SPIRAL, 1e-50, 16, 12, 8000),
    (COPY, 1e-49, 12, 9, 20000),
    (BRANCHES, 1e-100, 20, 15, 2000),
    (BRANCHES, 1e-250, 16, 12, 4000),
    (BRANCHES, 1e-290, 12, 9, 4000),
]


def centres(length, n):
    """The distances of pixel centres from the middle, in double."""
    return [(2 * k + 1 - n) / (2 * n) * length for k in range(n)]


def count(x, y, most):
    """The number of steps before |z|^2 >= 4."""
    re = im = mpf(0)
    for n in range(most):
        re_re, im_im = re * re, im * im
        if re_re + im_im >= 4:
            return n
        re, im = re_re - im_im + x, 2 * re * im + y
    return most


print("re,im,width,columns,rows,max_iterations,counts")
for (re, im), width, columns, rows, most in VIEWS:
    mp.dps = max(60, 40 - math.floor(math.log10(width)))
    half_height = width / 2 * rows / columns
    counts = [
        count(mpf(re) + x, mpf(im) - y, most)
        for y in centres(2 * half_height, rows)
        for x in centres(width, columns)
    ]
    print(re, im, width, columns, rows, most, " ".join(map(str, counts)), sep=",", flush=True)
