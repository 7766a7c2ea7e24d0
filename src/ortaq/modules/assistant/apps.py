"""App config."""

from django.apps import AppConfig


class AssistantConfig(AppConfig):
    """The legal assistant: answers with the article, drafts papers, suggests a road for an appeal."""

    name = "ortaq.modules.assistant"
    label = "assistant"
