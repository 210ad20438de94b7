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
