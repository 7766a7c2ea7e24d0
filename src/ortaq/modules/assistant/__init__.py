"""The legal assistant: answers with the article, drafts papers, suggests a road for an appeal."""
