"""The demonstration: an imaginary association, and sixty imaginary sites that it listens to.

The sites are kept as text in `sites/`, read by `content`, dated and addressed by `calendar` and `pages`, rendered as real feeds by
`feeds`, spoilt as the real web is by `faults`, served on loopback by `server`; `load` opens the workspace that listens to them.
No page depends on this room.
"""
