"""From the SOP as written to its steps, and to its charts without any geometry."""
