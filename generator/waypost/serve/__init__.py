"""The live preview: watches files, checks them, draws what is asked for, tells open pages."""
