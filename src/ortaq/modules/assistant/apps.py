"""App config."""

from django.apps import AppConfig


class AssistantConfig(AppConfig):
    """The legal assistant: answers with the article, drafts papers, sorts appeals."""

    name = "ortaq.modules.assistant"
    label = "assistant"
