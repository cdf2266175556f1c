# SPDX-License-Identifier: MIT
# Filters hpk's Markdown pages for Doxygen (Doxyfile.in). GitHub makes an anchor of every heading, and
# links are relative to a page's folder. Here each page has a name, page_NAME, each heading has the
# label page_NAME-ANCHOR, and links are made of these. Files that are not pages lie beside html/.

# Sets name, the name of the page, and folder, where its relative links begin.
FNR == 1 {
    name = FILENAME
    sub(/\.md$/, "", name)
    folder = name ~ /\/docs\/results\// ? "docs/results/" : name ~ /\/docs\// ? "docs/" : ""
    if (folder == "docs/results/") name = "results"
    sub(/.*\//, "", name)
    page = "page_" name
}

/^ *(```|~~~)/ { fenced = !fenced }

!fenced && /^#+ / {
    title = $0
    sub(/^#+ +/, "", title)
    label = /^# / ? page : page "-" anchor_of(title)
    if (times[label]++) label = label "-" (times[label] - 1)
    if (label == "page_README") label = "" # the main page has a name
    if (/^# /) gsub(/`/, "") # which Doxygen would show as tags in the list of pages
    $0 = $0 (label == "" ? "" : " {#" label "}")
}

{ print fenced ? $0 : with_links($0) }

function anchor_of(title) {
    title = tolower(title)
    gsub(/[^a-z0-9 _-]/, "", title)
    gsub(/ /, "-", title)
    return title
}

function with_links(line,    done) {
    while (match(line, /\]\([^)]*\)/)) {
        done = done substr(line, 1, RSTART + 1) target_of(substr(line, RSTART + 2, RLENGTH - 3)) ")"
        line = substr(line, RSTART + RLENGTH)
    }
    return done line
}

function target_of(link,    file, anchor) {
    if (link ~ /^[a-z]+:/ || link ~ /\.png$/) return link
    file = anchor = link
    sub(/#.*/, "", file)
    if (!sub(/^[^#]*#/, "-", anchor)) anchor = ""
    if (file == "") return "#" page anchor
    file = folder file
    while (sub(/[^\/]+\/\.\.\//, "", file)) {}
    if (file == "README.md") return "@ref index"
    if (file == "docs/results/README.md") return "#page_results" anchor
    if (file !~ /\.md$/) return "../" file
    sub(/.*\//, "", file)
    sub(/\.md$/, "", file)
    return "#page_" file anchor
}
