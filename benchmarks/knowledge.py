"""Knowledge bases of any size, generated: realistic in shape, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SUBJECTS = [
    "order",
    "refund",
    "coupon",
    "parcel",
    "account",
    "address",
    "invoice",
    "voucher",
    "payment",
    "delivery",
    "return",
    "exchange",
    "warranty",
    "subscription",
    "password",
    "card",
    "tracking",
    "seller",
    "courier",
    "discount",
    "customs",
    "gift",
    "receipt",
    "basket",
    "price",
    "size",
    "colour",
    "stock",
    "review",
    "message",
    "dispute",
    "deposit",
    "balance",
    "wallet",
    "points",
]
ACTIONS = [
    "cancel",
    "change",
    "find",
    "track",
    "return",
    "update",
    "remove",
    "add",
    "check",
    "confirm",
    "split",
    "merge",
    "delay",
    "refuse",
    "repeat",
    "open",
    "close",
    "transfer",
    "report",
    "print",
]
WHEN = (
    "before it ships",
    "after it ships",
    "once it arrived",
    "during a sale",
    "on a weekend",
    "from abroad",
    "with a coupon",
    "as a guest",
    "on my phone",
    "without a receipt",
)
SENTENCES = (
    "Open **My Orders**, choose the one you mean, and read its status.",
    "The window is {{ facts.window }} from the day on which you placed it.",
    "If the button isn't there, write to the seller first and to customer service next.",
    "You will get an email that confirms it; keep it until the money is back.",
    "Nothing is charged for this, whatever you paid with.",
    "The sooner you do it, the better the odds are.",
    "What you were given as a discount comes back to your account.",
    "A parcel that is on its way can be refused at the door.",
    "Take a picture of the item and of its box before you send it back.",
    "Look at the seller's page for the rules that hold for this item.",
)


@dataclass(frozen=True, slots=True)
class Question:
    """One generated FAQ."""

    id: str
    question: str
    also_asked: tuple[str, ...]
    answer: str
    category: str


def questions(number: int, seed: int = 1) -> Iterator[Question]:
    """``number`` questions with answers of 40 to 120 words, spread over topics of up to 50."""
    random_ = random.Random(seed)
    for i in range(number):
        action, subject, when = (random_.choice(pool) for pool in (ACTIONS, SUBJECTS, WHEN))
        topic = f"topic-{i % max(1, number // 50) + 1}"
        steps = "\n".join(f"{n}. {random_.choice(SENTENCES)}" for n in range(1, 4))
        said = " ".join(random_.choices(SENTENCES, k=random_.randint(2, 5)))
        yield Question(
            f"{action}-{subject}-{i}",
            f"How do I {action} my {subject} {when} (case {i})?",
            (f"{action} {subject} {when} {i}", f"can you {action} a {subject} number {i}"),
            f"{random_.choice(SENTENCES)}\n\n{said}\n\n{steps}\n\n> {random_.choice(SENTENCES)}\n",
            topic,
        )


def write_yaml(number: int, file: Path) -> None:
    """The questions as a knowledge base."""
    lines = ["title: Bench", "facts:", "  window: {value: 5, unit: days}", "faqs:"]
    for each in questions(number):
        lines += [
            f"  - id: {each.id}",
            f'    question: "{each.question}"',
            f"    also_asked: [{', '.join(each.also_asked)}]",
            "    answer: |",
            *(f"      {line}" if line else "" for line in each.answer.splitlines()),
            f"    category: {each.category}",
        ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_markdown(number: int, docs: Path) -> None:
    """The same questions as one Markdown page each, and a page for each topic."""
    topics: dict[str, list[Question]] = {}
    (docs / "questions").mkdir(parents=True)
    (docs / "topics").mkdir()
    for each in questions(number):
        topics.setdefault(each.category, []).append(each)
        text = each.answer.replace("{{ facts.window }}", "5 days")
        page = docs / "questions" / f"{each.id}.md"
        page.write_text(f"# {each.question}\n\n{text}", encoding="utf-8")
    for topic, members in topics.items():
        links = "\n".join(f"- [{one.question}](../questions/{one.id}.md)" for one in members)
        (docs / "topics" / f"{topic}.md").write_text(f"# {topic}\n\n{links}\n", encoding="utf-8")
    links = "\n".join(f"- [{topic}](topics/{topic}.md)" for topic in topics)
    (docs / "index.md").write_text(f"# Bench\n\n{links}\n", encoding="utf-8")


def edit(file: Path) -> str:
    """Change the answer in the middle of a knowledge base; returns the word that is new in it."""
    lines = file.read_text(encoding="utf-8").split("\n")
    answers = [n for n, line in enumerate(lines) if line == "    answer: |"]
    place = answers[len(answers) // 2] + 1
    word = f"Changed{sum(map(len, lines)) + len(lines[place])}"
    lines[place] += f" {word}."
    file.write_text("\n".join(lines), encoding="utf-8")
    return word


def retitle(file: Path) -> None:
    """Change the title of the question in the middle of a knowledge base."""
    lines = file.read_text(encoding="utf-8").split("\n")
    titles = [n for n, line in enumerate(lines) if line.startswith("    question: ")]
    place = titles[len(titles) // 2]
    lines[place] = lines[place].replace("?", ", and how else?", 1)
    file.write_text("\n".join(lines), encoding="utf-8")


def add(file: Path) -> None:
    """Add a question in the middle of a knowledge base."""
    lines = file.read_text(encoding="utf-8").split("\n")
    starts = [n for n, line in enumerate(lines) if line.startswith("  - id: ")]
    place = starts[len(starts) // 2]
    lines[place:place] = [
        f"  - id: new-{len(starts)}",
        f'    question: "What is new (case {len(starts)})?"',
        "    answer: This is.",
        "    category: topic-1",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")


def edit_markdown(file: Path) -> str:
    """Change the answer of one Markdown page; returns the word that is new in it."""
    text = file.read_text(encoding="utf-8")
    word = f"Changed{len(text)}"
    file.write_text(f"{text}\n{word}.\n", encoding="utf-8")
    return word
