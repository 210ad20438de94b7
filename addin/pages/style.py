"""The style of every page made from these pieces: light, for screen and print, without anything fetched."""

STYLE = """
*{box-sizing:border-box}
html{scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{font:16px/1.5 "Segoe UI",Carlito,system-ui,sans-serif;color:#1f2d3d;background:#fff;margin:0}
header,main,footer{max-width:1080px;margin:0 auto;padding:0 1.2rem}
header{background:#1f3a5f;color:#fff;max-width:none;padding:1.1rem max(1.2rem,calc((100vw - 1080px)/2 + 1.2rem))}
h1{font-size:1.6rem;margin:0}header p{margin:.2rem 0 0;color:#dce6f1}
h2{font-size:1.2rem;color:#1f3a5f;border-bottom:2px solid #1f3a5f;margin:2rem 0 .8rem;padding-bottom:.2rem}
h3{font-size:1.05rem;margin:1.6rem 0 .3rem}
a{color:#1f5fa8}a:focus-visible,header a:focus-visible{outline:3px solid #c76a00;outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:#fff;padding:.4rem .8rem;z-index:1}
.quiet{color:#566270}
.tiles{list-style:none;margin:1.2rem 0 0;padding:0;display:grid;
grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:.7rem}
.tiles li{border:1px solid #c9d2dc;border-top:4px solid #1f3a5f;border-radius:4px;padding:.6rem .7rem;text-align:center}
.tiles li.bad{border-top-color:#9c0006}.tiles li.warning{border-top:4px dashed #c76a00}
.tiles li.good{border-top:4px double #1e6b34}
.tiles .n{display:block;text-align:center;font-size:1.9rem;font-weight:700;line-height:1.2}.tiles .l{font-weight:600}
.tiles .quiet{display:block;font-size:.85rem}
table{border-collapse:collapse;width:100%;font-size:.93rem}
caption{text-align:left;color:#566270;padding:.2rem 0 .4rem}
th{text-align:left;background:#eceff3;border-bottom:1px solid #1f3a5f}
tbody th{background:none;border-bottom:1px solid #c9d2dc;font-weight:600}
#work-table th:first-child{width:21%}th,td{padding:.35rem .6rem;vertical-align:top}td{border-bottom:1px solid #c9d2dc}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.day{white-space:nowrap}tr.next{background:#fff6c9;font-weight:600}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(320px,1fr));gap:1.4rem}
.charts h3{margin-top:.2rem}svg{width:100%;height:auto;font-size:14px}svg text{fill:#1f2d3d}svg .n{font-weight:700}
.refs{columns:7rem auto;list-style:none;margin:.5rem 0;padding:0}
footer{border-top:1px solid #c9d2dc;margin-top:2.5rem;padding:1rem 1.2rem 2rem}
@media print{
@page{margin:13mm}html{font-size:11px}body{font-size:1rem}
header{background:none;color:#1f2d3d;padding:0;border-bottom:3px solid #1f3a5f}
header p{color:#1f2d3d}header,main,footer{max-width:none;padding:0}.skip,.up{display:none}
.tiles{grid-template-columns:repeat(6,1fr)}.charts{grid-template-columns:repeat(3,1fr)}
h2,h3,caption{break-after:avoid}tr,.tiles li,svg{break-inside:avoid}thead{display:table-header-group}
.lists{break-before:page}a{color:inherit;text-decoration:none}}
"""
