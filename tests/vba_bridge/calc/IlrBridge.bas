Attribute VB_Name = "IlrBridge"
Option Explicit

' Stands in for the bridge where there is no COM: the same functions, answered through the LibreOffice add-in.

Private Function Python(ByVal given As Variant) As Variant
    Dim indexes As Variant
    Dim results As Variant
    indexes = Array()
    results = Array()
    Python = CreateUnoService("uk.ilr.addin.Bridge").invoke(given, indexes, results)
End Function

Public Function IlrCall(ByVal functionName As String, ByVal given As Variant) As Variant
    IlrCall = IlrTable(Python(Array("CallUDF", functionName, given)))
End Function

' UNO gives rows inside rows where COM gives a table.
Private Function IlrTable(ByVal answer As Variant) As Variant
    Dim table() As Variant
    Dim row As Long
    Dim column As Long
    IlrTable = answer
    If Not IsArray(answer) Then Exit Function
    ReDim table(UBound(answer), UBound(answer(0)))
    For row = 0 To UBound(answer)
        For column = 0 To UBound(answer(0))
            table(row, column) = answer(row)(column)
        Next column
    Next row
    IlrTable = table
End Function

Public Function IlrCommand(ByVal task As String, ByVal book As Object) As String
    IlrCommand = Python(Array("Run", task))
End Function

Public Sub IlrForget()
End Sub

Public Function IlrServerVersion() As String
    IlrServerVersion = Python(Array("Version"))
End Function
