"""DfE's apprenticeship service: new apprentices for its file upload, and its own list of apprentices beside the ILR."""
