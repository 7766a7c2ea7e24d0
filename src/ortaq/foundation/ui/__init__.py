"""Look and manners: tokens, components, icons, charts, print."""
