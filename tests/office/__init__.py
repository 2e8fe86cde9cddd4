"""Every kind of workbook that the product gives, opened by LibreOffice: whether its total, units and chart are there."""
