"""The numbers by which a document is taken apart, each with its unit and the reason for its value.

They were set on the real plans and on plans of our own writing in the layouts of other offices; a paper that needs
another value is a reason to look for a better sign than a number.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParseSettings:
    """All of them. Lengths are in characters of the cleaned text, shares are parts of one."""

    # pages and lines
    running_head_pages: int = 3  # pages that begin or end with one line; two may be alike by chance
    running_head_length: int = 40  # characters below which a line may be a running head: a longer one is text
    wrap_lines: int = 12  # lines from which the width of a text can be told
    wrap_share: float = (
        0.35  # lines of nearly one width: most paragraphs of a wrapped text have two full lines and more
    )
    wrap_spread: int = 3  # widths counted as one: a stop or half a word may move to the next line
    wrap_longer_share: float = 0.1  # lines longer than that: with more, the text was not wrapped
    wrap_width: int = 10  # full characters of a wrapped line at least: narrower are names in a column
    wrap_slack: int = 2  # full characters that a full line may lack
    paragraph_indent: float = 1.5  # characters; a first line stands 2 in, justified text moves it a little
    full_line_room: float = 2.6  # characters left free by a full line at most: a word or a stop moved to the next line
    paragraph_gap: float = 1.3  # times the distance of a paragraph's own lines: what stands farther begins another
    pitch_lines: int = 3  # distances between lines that must be alike to be the pitch of a page
    pitch_share: float = 0.15  # and the least share of all of its distances: paragraphs may have two lines each
    pitch_alike: float = 1.06  # times a distance up to which another one is the same
    other_size: float = 1.5  # points between two sizes of type that part paragraphs: less is a badly set font
    open_brackets: int = 4  # brackets open at once that are believed; more were lost, not opened
    open_lines: int = 30  # lines over which a bracket may stay open: longer ones lost their other half
    broken_line: int = 12  # characters above which a line without a stop may have been broken in its middle

    # tables
    pasted_rows: int = 6  # lines between two pieces of a pasted table that may be rows of it
    pasted_row_length: int = 120  # characters of such a line: a longer one is a paragraph
    header_name: int = 18  # characters of a header cell: a longer one is a sentence
    header_known_share: float = 0.5  # names of a header row that must be known: offices add columns of their own
    header_known: int = 3  # kinds of columns known, units among them, that make a header whatever else it names
    header_rows: int = 8  # rows at the top of a table in which a person is shown its header
    refusal_rows: int = 6  # rows in which the header of another kind of table is looked for
    guess_rows: int = 12  # rows looked at where no header tells: enough to see a habit
    guess_share: float = 0.6  # rows that must agree there: some cells are always filled in otherwise
    guess_content: float = 6.0  # characters of a task on average there: shorter ones are names
    told_rows: int = 40  # rows in which is looked what stands in a column: all of most tables
    name_cell: float = 16.0  # characters on average of a name: where cells are longer they state the work
    swapped_rows: int = 3  # a name and its work stand the wrong way round in a table of so many rows at least
    swapped_share: float = 0.8  # of its cells
    longer: float = 1.3  # times as long as the names that the work beside them is, on average
    sentence_share: float = 0.5  # cells that end with a stop, or have one, where they state work
    skipped_columns: int = 3  # columns of a table worth a word where it gave no task: imprints and forms have two
    seq_length: int = 6  # characters of a number in a column of its own, brackets and stop included
    deadline_length: int = 30  # characters of a deadline: a longer cell tells what is to be done
    section_row: int = 80  # characters of a section row: a longer one is a task
    title_cell: int = 40  # characters of a name in its column: a longer one is content
    rows_alike: int = 2  # rows that print their number before the work, too: one may begin with a point of its own
    missing_cells: int = 3  # cells that a row may lack: with more, nothing tells which
    numbered_share: float = 0.8  # rows with a number where all have one: a page in five may begin inside a row
    stopped_share: float = 0.6  # contents that end with a stop where all do
    stopped_length: int = 8  # characters above which a content should end with one: shorter ones are names
    quoted_row: int = 120  # characters of a row that a doubt quotes

    # prose
    number_head: int = 90  # characters at the head of a paragraph in which its number is looked for
    styled_heading: int = 60  # characters of a heading that only its style marks
    bare_heading: int = 16  # characters of a heading that has neither number nor style
    subject: int = 30  # characters of a heading sentence that merely names the subject
    two_halves: int = 12  # characters of one in two halves at least: 公开文件，更新目录 is work
    habitual_heading: int = 60  # characters of one on a line of its own, or where nearly every item has one
    habit_share: float = 0.75  # items that open with a heading where all do
    item_name: int = 30  # characters of a line that names the prose below it
    labelled_runs: int = 2  # tasks that end with labelled lines where none has a number: one may be a signature
    labelled_lines: int = 2  # such lines of each at least
    closing: int = 20  # characters of a closing paragraph at least: what is shorter is a crumb
    unit_in_bracket: int = 14  # characters of a unit in a bracket that has no other sign: （基础教育科）
    clause: int = 600  # characters of a clause: a bracket open for longer lost its other half
    closing_sentence: int = 160  # characters of a sentence that only says who does the work
    doubt_quote: int = 120  # characters of left-over text that a doubt quotes
    doubt_least: int = 6  # characters of left-over text worth a doubt
    line_overlap: int = 3  # characters at the end of a scanned line with which a field may begin, or the other way
    begun_within: int = 4  # a list whose first number is no greater may lack those before it
    selection_least: int = 3  # jumps of numbers from which a paper may be a selection of a longer one
    selection_share: float = 0.25  # and the least share of its numbers that jump
    selection_named: int = 5  # numbers that are told of one

    # titles, letters, plans
    title_line: int = 8  # characters of a title at least: a shorter line is the second of one
    title_lines: int = 40  # characters of a line of a title over several lines
    title_over: int = 4  # lines of a title at most
    plan_begins: int = 12  # blocks behind a title in which its list must begin
    section_heading: int = 60  # characters of a numbered line above a table that is its heading
    letter_line: int = 120  # characters of a line that may say something about the paper
    letter_text: int = 2000  # characters of a paragraph in which such lines are looked for
    day_line: int = 20  # characters of a line that is a date
    name_least: int = 8  # characters of a line that is taken for a title where none says so …
    name_most: int = 60  # … and at most
    front_lines: int = 40  # lines at most between a title and the first number
    note: int = 400  # characters of a note that says who leads
    same_kind_alike: float = 0.9  # pairs of characters shared by the titles of two parts of one kind of one plan
    other_kind_alike: float = 0.6  # the same of a body and its annex, which is often named more shortly

    # refusals
    counted_on: int = 4  # numbers that count on from 1 in a text without items: its lines are lost

    # rare layouts
    one_line_document: int = 200  # characters of a line that may be a whole document
    torn_table: int = 50  # characters of a paragraph that may hold a table of which nothing parts the cells
    glued_paragraph: int = 60  # characters of a paragraph that may be several
    glued_apart: int = 8  # characters between two numbers of one kind at least: 一、二、三产业 are none
    glued_heading: int = 60  # characters without stop between a number and the first below it
    beside_lines: int = 6  # lines of two columns side by side at least
    beside_width: float = 8.0  # full characters of the left column at least: narrower are names
    beside_share: float = 0.6  # lines with the gap at one place: a column may be longer than the other
    form_pairs: int = 3  # names of a form at least: two could be any table
    stacked_columns: tuple[int, int] = (3, 12)  # names of a header at least and at most
    stacked_header: int = 100  # characters of a header on one line
    stacked_name: int = 12  # characters of a column's name on a line of its own
    stacked_narrow: int = 8  # characters of a line in the name column, where no blank line ends the name
    stacked_lines: int = 60  # lines of one row: with more, a deadline was not recognised

    # progress
    step: int = 50  # tasks between two reports


USUAL = ParseSettings()
