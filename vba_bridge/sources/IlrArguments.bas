Attribute VB_Name = "IlrArguments"
Option Explicit

' The values of an argument: those of a range as far down as its sheet is used, or the value itself.
Public Function IlrValue(Optional ByVal given As Variant) As Variant
    If IsMissing(given) Then
        IlrValue = Empty
    ElseIf IsObject(given) Then
        IlrValue = IlrUsed(given).Value
    Else
        IlrValue = given
    End If
End Function

' A range without the unused rows at its end, so that a whole column is not a million cells.
Private Function IlrUsed(ByVal cells As Object) As Object
    Dim lastRow As Long
    Dim wanted As Long
    lastRow = cells.Worksheet.UsedRange.Row + cells.Worksheet.UsedRange.Rows.Count - 1
    wanted = lastRow - cells.Row + 1
    If wanted < 1 Then wanted = 1
    If wanted < cells.Rows.Count Then
        Set IlrUsed = cells.Resize(wanted)
    Else
        Set IlrUsed = cells
    End If
End Function

' The header row that was given, else that of the table in which the body lies; nothing outside a table.
Public Function IlrHeaders(Optional ByVal given As Variant, Optional ByVal body As Variant) As Variant
    Dim found As Object
    IlrHeaders = IlrValue(given)
    If Not IsEmpty(IlrHeaders) Then Exit Function
    If Not IsObject(body) Then Exit Function
    On Error GoTo outside
    Set found = Application.Intersect(body.ListObject.HeaderRowRange, body.EntireColumn)
    If found.Row < body.Row And found.Columns.Count = body.Columns.Count Then IlrHeaders = found.Value
outside:
End Function

' Whether the function wizard asks, for which no row is checked.
Public Function IlrInWizard() As Boolean
    On Error Resume Next
    IlrInWizard = Not Application.CommandBars("Standard").Controls(1).Enabled
End Function
