"""Problems of publishing, when the knowledge base itself is well."""

from waypost.diagnostics.wording import Wording, error, warning

WORDINGS: dict[str, Wording] = {
    "input-not-plain": error(
        "This is {kind}{leads}: only plain files are published.",
        "Put a copy of the file itself here, or remove it.",
    ),
    "input-too-large": error(
        "This file has {size}; at most {limit} are published.",
        "Make it smaller, or put it on a host for large files and link to it.",
    ),
    "address-taken": error(
        "The file {file} takes the address of “{title}”.",
        "Rename the file, or give the entry another id.",
    ),
    "settings-warning": warning(
        "{why}",
        "Mend it in mkdocs.yml or in the page that it names.",
    ),
    "settings-error": error(
        "{why}",
        "Mend it in mkdocs.yml or in the page that it names.",
    ),
    "output-fault": error(
        "The page {page} {what}: {address}.",
        "Mend the link or the address; nothing was published.",
    ),
    "policy-blocks": warning(
        "The page {page} {what}, which the security policy doesn't let through: {address}.",
        "Use a style sheet or script of your own in content/, named by extra_css or "
        "extra_javascript.",
    ),
}
