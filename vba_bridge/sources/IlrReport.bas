Attribute VB_Name = "IlrReport"
Option Explicit

' Writes a new workbook that says what works on this computer; it holds no learner's data and can be sent to support.
Public Sub IlrSelfTest()
    Dim report As Object
    Dim countdown As String
    countdown = IlrNextReturn()
    Set report = Workbooks.Add().Worksheets(1)
    IlrReportTo report, countdown
    IlrTell "The report of the self-test is in the new workbook. It holds no learner's data."
End Sub

Private Sub IlrReportTo(ByVal report As Object, ByVal countdown As String)
    Dim probe As Variant
    report.Cells(1, 1).Value = "ILR self-test"
    IlrLine report, 2, "Excel", Application.Version
    IlrLine report, 3, "Computer", Application.OperatingSystem
    IlrLine report, 4, "Workbook kind", IlrKindOf(ThisWorkbook.Name)
    IlrLine report, 5, "VBA runs", "yes"
    IlrLine report, 6, "Python answers", IlrServerVersion()
    probe = IlrCall("ILR_ULN_OK", Array(1000000027))
    IlrLine report, 7, "A function answers", CStr(probe)
    probe = IlrCall("ILR_RETURN_DATE", Array("R01"))
    IlrLine report, 8, "A date comes back as a date", CStr(IsDate(probe))
    probe = IlrCall("ILR_CHECK", Array(Array("A1", 1000000087), Array("LearnRefNumber", "ULN")))
    IlrLine report, 9, "A row is checked", CStr(probe)
    probe = IlrCall("ILR_RPL_MAX_PRICE", Array(DateSerial(2026, 9, 14), 9000, 480, 72))
    IlrLine report, 10, "A date and numbers go out, 8325 comes back", CStr(probe)
    IlrLine report, 11, "Next return on the ribbon", countdown
End Sub

Private Sub IlrLine(ByVal report As Object, ByVal number As Long, ByVal label As String, ByVal found As String)
    report.Cells(number, 1).Value = label
    report.Cells(number, 2).Value = found
End Sub

Private Function IlrKindOf(ByVal fileName As String) As String
    IlrKindOf = Mid(fileName, InStrRev(fileName, ".") + 1)
End Function
