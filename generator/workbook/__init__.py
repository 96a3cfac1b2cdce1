"""An SOP as an Excel workbook, and the workbook read back as an edit of the SOP's file."""
