Attribute VB_Name = "IlrFunctions"
Option Explicit

' Written by vba_bridge/wrappers.py from the functions of addin/functions. Do not edit.

Public Function ILR_CHECK(ByVal row As Variant, Optional ByVal headers As Variant, Optional ByVal year As Variant) As Variant
    If IlrInWizard() Then Exit Function
    ILR_CHECK = IlrCall("ILR_CHECK", Array(IlrValue(row), IlrHeaders(headers, row), IlrValue(year)))
End Function

Public Function ILR_PROBLEMS(ByVal row As Variant, Optional ByVal headers As Variant, Optional ByVal year As Variant) As Variant
    If IlrInWizard() Then Exit Function
    ILR_PROBLEMS = IlrCall("ILR_PROBLEMS", Array(IlrValue(row), IlrHeaders(headers, row), IlrValue(year)))
End Function

Public Function ILR_RPL_PERCENT(ByVal planned_hours As Variant, ByVal prior_learning_hours As Variant) As Variant
    If IlrInWizard() Then Exit Function
    ILR_RPL_PERCENT = IlrCall("ILR_RPL_PERCENT", Array(IlrValue(planned_hours), IlrValue(prior_learning_hours)))
End Function

Public Function ILR_RPL_HOURS(ByVal planned_hours As Variant, ByVal prior_learning_hours As Variant) As Variant
    If IlrInWizard() Then Exit Function
    ILR_RPL_HOURS = IlrCall("ILR_RPL_HOURS", Array(IlrValue(planned_hours), IlrValue(prior_learning_hours)))
End Function

Public Function ILR_RPL_PRICE(ByVal start As Variant, ByVal band_max As Variant, ByVal planned_hours As Variant, ByVal prior_learning_hours As Variant) As Variant
    If IlrInWizard() Then Exit Function
    ILR_RPL_PRICE = IlrCall("ILR_RPL_PRICE", Array(IlrValue(start), IlrValue(band_max), IlrValue(planned_hours), IlrValue(prior_learning_hours)))
End Function

Public Function ILR_RPL_MAX_PRICE(ByVal start As Variant, ByVal band_max As Variant, ByVal planned_hours As Variant, ByVal prior_learning_hours As Variant) As Variant
    If IlrInWizard() Then Exit Function
    ILR_RPL_MAX_PRICE = IlrCall("ILR_RPL_MAX_PRICE", Array(IlrValue(start), IlrValue(band_max), IlrValue(planned_hours), IlrValue(prior_learning_hours)))
End Function

Public Function ILR_RPL_OK(ByVal start As Variant, ByVal band_max As Variant, ByVal planned_hours As Variant, ByVal prior_learning_hours As Variant, ByVal planned_end As Variant, ByVal agreed_total_price As Variant, Optional ByVal price_reduction_given As Variant, Optional ByVal published_minimum_hours As Variant) As Variant
    If IlrInWizard() Then Exit Function
    ILR_RPL_OK = IlrCall("ILR_RPL_OK", Array(IlrValue(start), IlrValue(band_max), IlrValue(planned_hours), IlrValue(prior_learning_hours), IlrValue(planned_end), IlrValue(agreed_total_price), IlrValue(price_reduction_given), IlrValue(published_minimum_hours)))
End Function

Public Function ILR_OTJ_MINIMUM(ByVal start As Variant, Optional ByVal planned_end As Variant, Optional ByVal weekly_hours As Variant, Optional ByVal published_minimum_hours As Variant, Optional ByVal prior_learning_hours As Variant) As Variant
    If IlrInWizard() Then Exit Function
    ILR_OTJ_MINIMUM = IlrCall("ILR_OTJ_MINIMUM", Array(IlrValue(start), IlrValue(planned_end), IlrValue(weekly_hours), IlrValue(published_minimum_hours), IlrValue(prior_learning_hours)))
End Function

Public Function ILR_EARNINGS(ByVal price As Variant, ByVal band_max As Variant, ByVal start As Variant, ByVal planned_end As Variant, Optional ByVal period As Variant, Optional ByVal completion As Variant, Optional ByVal achievement As Variant, Optional ByVal withdrawal As Variant) As Variant
    If IlrInWizard() Then Exit Function
    ILR_EARNINGS = IlrCall("ILR_EARNINGS", Array(IlrValue(price), IlrValue(band_max), IlrValue(start), IlrValue(planned_end), IlrValue(period), IlrValue(completion), IlrValue(achievement), IlrValue(withdrawal)))
End Function

Public Function ILR_ULN_OK(ByVal uln As Variant) As Variant
    If IlrInWizard() Then Exit Function
    ILR_ULN_OK = IlrCall("ILR_ULN_OK", Array(IlrValue(uln)))
End Function

Public Function ILR_AGE(ByVal birth As Variant, ByVal on_date As Variant) As Variant
    If IlrInWizard() Then Exit Function
    ILR_AGE = IlrCall("ILR_AGE", Array(IlrValue(birth), IlrValue(on_date)))
End Function

Public Function ILR_EXPLAIN(ByVal rule As Variant, Optional ByVal year As Variant) As Variant
    If IlrInWizard() Then Exit Function
    ILR_EXPLAIN = IlrCall("ILR_EXPLAIN", Array(IlrValue(rule), IlrValue(year)))
End Function

Public Function ILR_LABEL(ByVal field As Variant, ByVal code As Variant, Optional ByVal year As Variant) As Variant
    If IlrInWizard() Then Exit Function
    ILR_LABEL = IlrCall("ILR_LABEL", Array(IlrValue(field), IlrValue(code), IlrValue(year)))
End Function

Public Function ILR_RETURN_DATE(ByVal return_name As Variant, Optional ByVal year As Variant) As Variant
    If IlrInWizard() Then Exit Function
    ILR_RETURN_DATE = IlrCall("ILR_RETURN_DATE", Array(IlrValue(return_name), IlrValue(year)))
End Function

' Excel keeps these only until the workbook is closed, and refuses them while it is hidden.
Public Sub IlrDescribeFunctions()
    Dim wasSaved As Boolean
    wasSaved = ThisWorkbook.Saved
    On Error Resume Next
    Application.MacroOptions Macro:="ILR_CHECK", Category:="ILR", _
        Description:="OK, or what is wrong with each row: symbol, rule and sentence. Judged are fields, codes and rules of" & _
            " one record whose fields are all in the row; what needs other rows or outside data is left to the " & _
            "check of the workbook.", _
        ArgumentDescriptions:=Array( _
            "The row to check, several rows, or a whole table of a data sheet", _
            "Its header row; not needed in a table of the workbook, nor for a whole row in the template's order " & _
            "of columns", _
            "The collection year, such as 2526; without it, the year now running")
    Application.MacroOptions Macro:="ILR_PROBLEMS", Category:="ILR", _
        Description:="Every problem of the rows, one below the other: number of the row in the range, symbol, rule, " & _
            "column, sentence. Judged as by ILR_CHECK. OK if there is none.", _
        ArgumentDescriptions:=Array( _
            "The row to check, several rows, or a whole table of a data sheet", _
            "Its header row; not needed in a table of the workbook, nor for a whole row in the template's order " & _
            "of columns", _
            "The collection year, such as 2526; without it, the year now running")
    Application.MacroOptions Macro:="ILR_RPL_PERCENT", Category:="ILR", _
        Description:="The share of the planned hours that prior learning takes away, in percent: 15 for 72 of 480 hours.", _
        ArgumentDescriptions:=Array( _
            "The off-the-job hours planned for somebody without prior learning", _
            "The off-the-job hours that prior learning takes away")
    Application.MacroOptions Macro:="ILR_RPL_HOURS", Category:="ILR", _
        Description:="The hours that remain after prior learning: 408 for 480 less 72. That is what the ILR records as " & _
            "planned hours (HRS 1, in 2025/26 PHours); ILR_OTJ_MINIMUM says how many must remain.", _
        ArgumentDescriptions:=Array( _
            "The off-the-job hours planned for somebody without prior learning", _
            "The off-the-job hours that prior learning takes away")
    Application.MacroOptions Macro:="ILR_RPL_PRICE", Category:="ILR", _
        Description:="The least price reduction for prior learning to record, in whole pounds, rounded up (RIP 1). Half " & _
            "the share of prior learning, taken of the band, but no less than the ILR takes. The highest price " & _
            "that leaves is ILR_RPL_MAX_PRICE.", _
        ArgumentDescriptions:=Array( _
            "The first day of the apprenticeship; the rules of that day apply", _
            "The maximum funding band of the standard on that day, in pounds", _
            "The off-the-job hours planned for somebody without prior learning", _
            "The off-the-job hours that prior learning takes away")
    Application.MacroOptions Macro:="ILR_RPL_MAX_PRICE", Category:="ILR", _
        Description:="The most that training and assessment may cost together after prior learning (TNP 1 and TNP 2). The " & _
            "band less the exact least reduction. Prices are whole pounds, so leave pence off.", _
        ArgumentDescriptions:=Array( _
            "The first day of the apprenticeship; the rules of that day apply", _
            "The maximum funding band of the standard on that day, in pounds", _
            "The off-the-job hours planned for somebody without prior learning", _
            "The off-the-job hours that prior learning takes away")
    Application.MacroOptions Macro:="ILR_RPL_OK", Category:="ILR", _
        Description:="OK, or what is wrong with an apprenticeship after prior learning. The price is above the ceiling, " & _
            "hours or duration are too short, or the apprenticeship service would refuse a figure or warn of it.", _
        ArgumentDescriptions:=Array( _
            "The first day of the apprenticeship; the rules of that day apply", _
            "The maximum funding band of the standard on that day, in pounds", _
            "The off-the-job hours planned for somebody without prior learning", _
            "The off-the-job hours that prior learning takes away", _
            "The planned end of the training, after prior learning", _
            "The price agreed for training and assessment together (TNP 1 and TNP 2)", _
            "By how many pounds the price was reduced for prior learning, to be judged", _
            "The standard's published minimum of hours; without it, the floor for all standards")
    Application.MacroOptions Macro:="ILR_OTJ_MINIMUM", Category:="ILR", _
        Description:="The least off-the-job hours by the rules of the start date. Before August 2022 a fifth of the " & _
            "working hours, to July 2025 six hours a week, since then the published minimum less prior learning; " & _
            "never below the floor of those years.", _
        ArgumentDescriptions:=Array( _
            "The first day of the apprenticeship; the rules of that day apply", _
            "The planned end of the training; needed for starts before August 2025", _
            "Paid hours of work a week; needed for starts before August 2022, full time without it until July " & _
            "2025", _
            "The standard's published minimum of hours; without it, the floor for all standards", _
            "The hours that prior learning takes off the published minimum")
    Application.MacroOptions Macro:="ILR_EARNINGS", Category:="ILR", _
        Description:="An estimate of what an apprenticeship earns in a period, a year or altogether, in pounds. " & _
            "Instalments, balancing and completion payment of one price without breaks; English, maths and " & _
            "incentives are left out. ilr earnings counts a whole return.", _
        ArgumentDescriptions:=Array( _
            "The price agreed for training and assessment together, in pounds", _
            "The maximum funding band of the standard on that day, in pounds", _
            "The first day of the apprenticeship", _
            "The planned end of the training", _
            "R01 to R12 of the year now running, 2627-R03, a year such as 2627; without it, all", _
            "The last day of training, if it was completed", _
            "The day of the result; it earns the completion payment", _
            "The last day of learning, if the apprentice left")
    Application.MacroOptions Macro:="ILR_ULN_OK", Category:="ILR", _
        Description:="TRUE if the number can be a ULN: ten digits of which the last fits the others, or the temporary " & _
            "9999999999.", _
        ArgumentDescriptions:=Array( _
            "The unique learner number")
    Application.MacroOptions Macro:="ILR_AGE", Category:="ILR", _
        Description:="The age in full years on a day.", _
        ArgumentDescriptions:=Array( _
            "The date of birth", _
            "The day on which the age is asked, such as the start of an aim")
    Application.MacroOptions Macro:="ILR_EXPLAIN", Category:="ILR", _
        Description:="What an official rule asks and what to do about it, in plain words.", _
        ArgumentDescriptions:=Array( _
            "The name of an official rule, such as ULN_04", _
            "The collection year, such as 2526; without it, the year now running")
    Application.MacroOptions Macro:="ILR_LABEL", Category:="ILR", _
        Description:="The meaning of a code of a field.", _
        ArgumentDescriptions:=Array( _
            "A field with codes (EmpStat), or a column of the workbook that holds codes (SOF)", _
            "The code, with or without its meaning behind it", _
            "The collection year, such as 2526; without it, the year now running")
    Application.MacroOptions Macro:="ILR_RETURN_DATE", Category:="ILR", _
        Description:="The day and time at which a return closes.", _
        ArgumentDescriptions:=Array( _
            "The return, R01 to R14, or its number", _
            "The collection year, such as 2526; without it, the year now running")
    ThisWorkbook.Saved = wasSaved
End Sub
