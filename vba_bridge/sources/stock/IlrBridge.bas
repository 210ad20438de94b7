Attribute VB_Name = "IlrBridge"
Option Explicit

' The bridge of the flavour stock: xlwings' own VBA, in the module xlwings, starts and finds Python.

' The answer of a worksheet function to values.
Public Function IlrCall(ByVal functionName As String, ByVal given As Variant) As Variant
    On Error GoTo failed
#If Mac Then
    IlrCall = "The ILR functions need Excel for Windows; on a Mac use the buttons of the tab ILR."
#Else
    IlrCall = XLPy().CallUDF("addin.xlwings_functions", functionName, given, ThisWorkbook, Application.Caller)
#End If
    Exit Function
failed:
    IlrCall = Err.Description
End Function

' Does a ribbon task on a workbook; gives what the user is to be told.
Public Function IlrCommand(ByVal task As String, ByVal book As Object) As String
    On Error GoTo failed
#If Mac Then
    RunPython "from vba_bridge.stock import pressed; pressed('" & task & "')"
#Else
    IlrCommand = XLPy().CallUDF("vba_bridge.stock", "run", Array(task), book, Nothing)
#End If
    Exit Function
failed:
    IlrCommand = Err.Description
End Function

' Ends the Python that xlwings started; the next use starts a new one.
Public Sub IlrForget()
#If Mac Then
    ' On a Mac every button starts its own Python.
#Else
    KillPy
#End If
End Sub

' Which Python answers, for the self-test.
Public Function IlrServerVersion() As String
    On Error GoTo failed
#If Mac Then
    IlrServerVersion = "On a Mac a button starts Python; press About."
#Else
    IlrServerVersion = XLPy().CallUDF("vba_bridge.stock", "version", Array(), ThisWorkbook, Nothing)
#End If
    Exit Function
failed:
    IlrServerVersion = Err.Description
End Function
