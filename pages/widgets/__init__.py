"""Pieces that several pages share: head, table, downloads, map frame, sources, narrowing."""

from pages.widgets.agreement_counts import agreement_warnings, counter_counts, event_counts
from pages.widgets.agreement_file import agreement_sheet, event_sheet
from pages.widgets.agreements import (
    agreement_table,
    counter_table,
    event_table,
    office_agreements,
    office_counters,
    office_events,
)
from pages.widgets.beside import Area, beside_table, pairs_of
from pages.widgets.columns import translated_columns, translated_heads
from pages.widgets.doubts import doubt_text, doubtful
from pages.widgets.downloads import (
    about_rows,
    address_rows,
    definition_rows,
    file_button,
    offer_files,
    release_rows,
    sent_rows,
)
from pages.widgets.head import (
    address_warnings,
    named_note,
    origin,
    page_footer,
    page_head,
    page_tools,
    place_note,
    whose_note,
)
from pages.widgets.map_frame import page_theme, show_map_frame
from pages.widgets.narrowing import (
    case_filters,
    choose_dimension,
    employer_query,
    figure_filters,
    filter_controls,
    filter_rows,
)
from pages.widgets.received import (
    lacking_text,
    late_sentence,
    not_counted,
    office_states,
    received_note,
    received_table,
    unchecked_note,
)
from pages.widgets.rules_used import due_days_note, due_note, is_confirmed, penalty_note
from pages.widgets.sources import (
    date_basis,
    figure_tiles,
    figure_timeline,
    fraction,
    source_link,
    stated_against_computed,
)
from pages.widgets.table import Cell, Head, Shown, listing, order_of
from pages.widgets.targets import STANDINGS, against_targets, limits, target_rows, targets_of, whose
from pages.widgets.work_page import month_slider, show_work_page

__all__ = [
    "STANDINGS",
    "Area",
    "Cell",
    "Head",
    "Shown",
    "about_rows",
    "address_rows",
    "address_warnings",
    "against_targets",
    "agreement_sheet",
    "agreement_table",
    "agreement_warnings",
    "beside_table",
    "case_filters",
    "choose_dimension",
    "counter_counts",
    "counter_table",
    "date_basis",
    "definition_rows",
    "doubt_text",
    "doubtful",
    "due_days_note",
    "due_note",
    "employer_query",
    "event_counts",
    "event_sheet",
    "event_table",
    "figure_filters",
    "figure_tiles",
    "figure_timeline",
    "file_button",
    "filter_controls",
    "filter_rows",
    "fraction",
    "is_confirmed",
    "lacking_text",
    "late_sentence",
    "limits",
    "listing",
    "month_slider",
    "named_note",
    "not_counted",
    "offer_files",
    "office_agreements",
    "office_counters",
    "office_events",
    "office_states",
    "order_of",
    "origin",
    "page_footer",
    "page_head",
    "page_theme",
    "page_tools",
    "pairs_of",
    "penalty_note",
    "place_note",
    "received_note",
    "received_table",
    "release_rows",
    "sent_rows",
    "show_map_frame",
    "show_work_page",
    "source_link",
    "stated_against_computed",
    "target_rows",
    "targets_of",
    "translated_columns",
    "translated_heads",
    "unchecked_note",
    "whose",
    "whose_note",
]
