"""Icons: our own line drawings on a 24-px grid, drawn with a 1.75-px round pen.

Each value is what stands inside ``<svg viewBox="0 0 24 24">``; colour and pen come from CSS.
"""
# ruff: noqa: E501 -- a drawing reads best on one line

ICONS = {
    "home": '<path d="M4 11 12 4l8 7M6 9.5V20h12V9.5M10 20v-6h4v6"/>',
    "card": '<rect x="3" y="5" width="18" height="14" rx="2"/><circle cx="8.5" cy="11" r="2"/>'
    '<path d="M5.5 16a3.2 3.2 0 0 1 6 0M14.5 10H18M14.5 14H18"/>',
    "ask": '<path d="M4 5h16v11h-8l-5 4v-4H4z"/><path d="M12 7.8v5.4M9.3 10.5h5.4"/>',
    "voice": '<path d="M5 10v4h3l7 5V5L8 10zM18 9a4.5 4.5 0 0 1 0 6"/>',
    "more": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "bell": '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5.5 5.5"/>',
    "check": '<path d="m4.5 12.5 5 5 10-11"/>',
    "cross": '<path d="m6 6 12 12M18 6 6 18"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "alert": '<path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.3"/>',
    "person": '<circle cx="12" cy="8" r="3.8"/><path d="M4.5 20.5a7.6 7.6 0 0 1 15 0"/>',
    "people": '<circle cx="9" cy="8.5" r="3.3"/><path d="M2.5 19.5a6.6 6.6 0 0 1 13 0'
    'M15.5 5.5a3.3 3.3 0 0 1 0 6M18 14.2a6.6 6.6 0 0 1 3.5 5.3"/>',
    "building": '<path d="M5 20.5v-16h9v16M14 9.5h5v11M3 20.5h18M8 8h3M8 12h3M8 16h3"/>',
    "document": '<path d="M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 16h6"/>',
    "download": '<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M4.5 20h15"/>',
    "upload": '<path d="M12 15V4M7.5 8.5 12 4l4.5 4.5M4.5 20h15"/>',
    "camera": '<path d="M3.5 7.5h4l1.5-2.5h6l1.5 2.5h4v12h-17z"/><circle cx="12" cy="13" r="3.5"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="2"/>'
    '<path d="M8 10.5V8a4 4 0 0 1 8 0v2.5M12 14.5v2"/>',
    "key": '<circle cx="8" cy="15.5" r="4"/><path d="m11 12.5 8.5-8.5M16 7.5l3 3M13.5 10l2 2"/>',
    "shield": '<path d="M12 3.5 5 6v5.5c0 4.2 2.9 7.4 7 9 4.1-1.6 7-4.8 7-9V6z"/>'
    '<path d="m9 11.8 2.2 2.2 4-4.4"/>',
    "chart": '<path d="M4 4v16h16M8.5 16v-4M12.5 16V8M16.5 16v-6"/>',
    "list": '<path d="M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5H5M4.5 12H5M4.5 17.5H5"/>',
    "arrow-right": '<path d="M4.5 12h15M13.5 6l6 6-6 6"/>',
    "arrow-left": '<path d="M19.5 12h-15M10.5 6l-6 6 6 6"/>',
    "globe": '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c-5 5-5 12 0 17M12 3.5'
    'c5 5 5 12 0 17"/>',
    "moon": '<path d="M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z"/>',
    "sun": '<circle cx="12" cy="12" r="3.8"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7'
    'M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4"/>',
    "edit": '<path d="m4.5 19.5 1-4.2L16 4.8l3.2 3.2L8.7 18.5zM13.5 7.3l3.2 3.2"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "contrast": '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17M15 4.1v15.8M18 6.2v11.6"/>',
    "phone": '<path d="M5 4h4l1.5 4.5L8.3 10a11 11 0 0 0 5.7 5.7l1.5-2.2L20 15v4a1.5 1.5 0 0 1-1.6'
    ' 1.5A15.5 15.5 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4z"/>',
    "mail": '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m4 7 8 6 8-6"/>',
    "chat": '<path d="M3.5 4.5h13v9h-6l-4 3.5v-3.5h-3zM19.5 9h1v8.5h-2.5V21l-4-3.5H11"/>',
    "filter": '<path d="M3.5 5h17l-6.5 8v6.5l-4-2V13z"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6.5H7z"/>',
    "settings": '<path d="M4 7h8M16.5 7H20M4 17h3.5M12 17h8"/><circle cx="14.2" cy="7" r="2.2"/>'
    '<circle cx="9.8" cy="17" r="2.2"/>',
    "sign-out": '<path d="M13 4H5v16h8M10 12h10.5M16.5 7.5 21 12l-4.5 4.5"/>',
    "star": '<path d="m12 3.8 2.5 5.3 5.8.7-4.3 4 1.1 5.8L12 16.8l-5.1 2.8L8 13.8l-4.3-4 5.8-.7z"/>',
    "eye": '<path d="M2.5 12c4.8-8 14.2-8 19 0-4.8 8-14.2 8-19 0z"/><circle cx="12" cy="12" r="3"/>',
    "history": '<path d="M4 5v4.5h4.5M4.3 9.5a8.3 8.3 0 1 1-.7 4M12 7.5V12l3 2"/>',
    "scales": '<path d="M12 4v16M8 20h8M5 6.5c4 1 10 1 14 0M5 6.5l-2.5 7h5zM19 6.5l-2.5 7h5z'
    'M2.5 13.5a2.6 2.6 0 0 0 5 0M16.5 13.5a2.6 2.6 0 0 0 5 0"/>',
    "refresh": '<path d="M19.5 5v4.5H15M19.2 9.5a7.7 7.7 0 0 0-14.4 0M4.5 19v-4.5H9M4.8 14.5a7.7'
    ' 7.7 0 0 0 14.4 0"/>',
    # The mark: the crown of a yurt; three pairs of arcs cross and hold one roof ring.
    "shanyraq": '<circle cx="12" cy="12" r="9.6"/><path d="M5.1 6.2Q12 10 18.9 6.2M13.6 3.1Q13.7 11'
    " 20.5 15.1M20.5 8.9Q13.7 13 13.6 20.9M18.9 17.8Q12 14 5.1 17.8M10.4 20.9Q10.3 13 3.5 8.9"
    'M3.5 15.1Q10.3 11 10.4 3.1"/>',
}
