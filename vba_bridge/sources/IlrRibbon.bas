Attribute VB_Name = "IlrRibbon"
Option Explicit

Private Const MANUAL As Long = -4135
Private Const CANCEL_KEY_OFF As Long = 0
Private Const CANCEL_KEY_ON As Long = 1

Private ilrTab As Object

Public Sub IlrLoaded(ribbon As IRibbonUI)
    Set ilrTab = ribbon
End Sub

' Pressed by every button of a task; its tag names the task.
Public Sub IlrPressed(control As IRibbonControl)
    IlrRun control.Tag
End Sub

Public Sub IlrRestartPressed(control As IRibbonControl)
    IlrRestart
End Sub

Public Sub IlrSelfTestPressed(control As IRibbonControl)
    IlrSelfTest
End Sub

' The countdown: the next return and the days left, as the sheet Start works them out.
Public Sub IlrCountdown(control As IRibbonControl, ByRef returnedVal)
    returnedVal = IlrNextReturn()
End Sub

Public Function IlrNextReturn() As String
    On Error GoTo absent
    IlrNextReturn = ActiveWorkbook.Names("ILR_NextReturn").RefersToRange.Text & ": " & _
        ActiveWorkbook.Names("ILR_DaysLeft").RefersToRange.Text & " left"
absent:
End Function

' Does a task on the active workbook; what it switched off is on again afterwards, also after an error.
Public Sub IlrRun(ByVal task As String)
    Dim calculationBefore As Long
    Dim userBefore As String
    Dim said As String
    If ActiveWorkbook Is Nothing Then
        MsgBox "There is no workbook to work on.", vbInformation, "ILR"
        Exit Sub
    End If
    On Error Resume Next
    userBefore = Application.UserName ' which LibreOffice does not know
    On Error GoTo failed
    calculationBefore = Application.Calculation
    ' Esc is for Python, which stops by itself; it must not break off what is restored below.
    Application.EnableCancelKey = CANCEL_KEY_OFF
    Application.ScreenUpdating = False
    Application.Calculation = MANUAL
    Application.StatusBar = "ILR: working"
    said = IlrCommand(task, ActiveWorkbook)
restore:
    On Error Resume Next
    Application.Calculation = calculationBefore
    ' Python signs its notes with a name of its own and could be gone before it gives the user's back.
    If userBefore <> "" And Application.UserName <> userBefore Then Application.UserName = userBefore
    Application.EnableCancelKey = CANCEL_KEY_ON
    Application.StatusBar = False
    Application.ScreenUpdating = True
    ilrTab.InvalidateControl "ilrCountdown"
    On Error GoTo 0
    If said <> "" Then IlrTell said
    Exit Sub
failed:
    said = Err.Description
    Resume restore
End Sub

' Lets go of the Python side, so that an updated one answers from then on.
Public Sub IlrRestart()
    IlrForget
    IlrTell "The ILR tool starts anew with the next button."
End Sub

Public Sub IlrTell(ByVal said As String)
    MsgBox said, vbInformation, "ILR"
End Sub
