Attribute VB_Name = "IlrBridge"
Option Explicit

' The only module that reaches Python: the local server of this user, by its name.
' No path, no prompt, no library of our own.

Private Const NO_ANSWER As String = "The ILR tool does not answer on this computer. Run: ilr excel doctor"

Private server As Object

Private Function Python() As Object
    If server Is Nothing Then Set server = CreateObject("ILR.Bridge")
    Set Python = server
End Function

' The answer of a worksheet function to values; a server that has gone is started again once.
Public Function IlrCall(ByVal functionName As String, ByVal given As Variant) As Variant
    Dim isSecond As Boolean
    On Error GoTo failed
    IlrCall = Python().CallUDF("", functionName, given)
    Exit Function
failed:
    Set server = Nothing
    If Not isSecond Then
        isSecond = True
        Resume
    End If
    IlrCall = NO_ANSWER
End Function

' Does a ribbon task on a workbook; gives what the user is to be told. A task is never done twice, so a server that
' has gone is noticed before.
Public Function IlrCommand(ByVal task As String, ByVal book As Object) As String
    IlrPing
    On Error GoTo failed
    IlrCommand = Python().Run(task, book)
    Exit Function
failed:
    Set server = Nothing
    IlrCommand = NO_ANSWER
End Function

Private Sub IlrPing()
    Dim answer As String
    On Error Resume Next
    answer = server.Ping()
    If answer <> "pong" Then Set server = Nothing
End Sub

' Ends this workbook's hold on the server; the next use starts a new one.
Public Sub IlrForget()
    Set server = Nothing
End Sub

' Which Python answers, for the self-test.
Public Function IlrServerVersion() As String
    On Error GoTo failed
    IlrServerVersion = Python().Version()
    Exit Function
failed:
    Set server = Nothing
    IlrServerVersion = NO_ANSWER
End Function
