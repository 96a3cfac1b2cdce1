"""The limits of a field as a script of a fillable PDF, which Acrobat and browsers run when somebody leaves the field.

Viewers that run no scripts take what is typed; what is asked stands in print at the field as well. A script asks
nothing but the value of its own field, and changes none.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from generator.data.formulir import HARI_INI
from generator.forms.field_limits import FieldLimits, bounds, minutes

_TODAY = "var t=new Date();var n=t.getFullYear()*10000+(t.getMonth()+1)*100+t.getDate();"
_NUMBER = (
    # 1.500 is one thousand five hundred, and 1,5 is one and a half.
    r"var s=v.replace(/ /g,'');if(/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(s))s=s.replace(/\./g,'');s=s.replace(',','.');"
    r"ok=/^-?\d+(\.\d+)?$/.test(s)"
)
_DAY = (
    r"var m=/^(\d{1,2})[\/. -](\d{1,2})[\/. -](\d{4})$/.exec(v),i=/^(\d{4})-(\d\d)-(\d\d)$/.exec(v);"
    "if(i)m=[v,i[3],i[2],i[1]];var d=m?new Date(m[3],m[2]-1,m[1]):null;"
    "ok=!!m&&d.getDate()==m[1]&&d.getMonth()==m[2]-1;var k=m?m[3]*10000+m[2]*100+m[1]*1:0;"
)
_TIME = r"var m=/^(\d{1,2})[:.](\d\d)$/.exec(v);var k=m?m[1]*60+m[2]*1:-1;ok=!!m&&m[1]<24&&m[2]<60"


def check_script(batas: FieldLimits) -> str:
    """The script that refuses what does not fit and says why; "" = the viewer itself keeps to the limits."""
    test = _test(batas)
    if not test:
        return ""
    said = json.dumps(batas.message, ensure_ascii=True)
    return (
        f"(function(){{var v=String(event.value);if(v==='')return;var ok;{test}"
        f"if(!ok){{app.alert({said});event.rc=false;}}}})();"
    )


def today_script(names: Sequence[str]) -> str:
    """The script that writes the day of today into these fields while they are empty."""
    return (
        "var t=new Date();function p(n){return(n<10?'0':'')+n;}"
        "var s=p(t.getDate())+'/'+p(t.getMonth()+1)+'/'+t.getFullYear();"
        f"var n={json.dumps(list(names))};for(var i=0;i<n.length;i++){{var f=this.getField(n[i]);"
        "if(f&&!f.value)f.value=s;}"
    )


def _test(batas: FieldLimits) -> str:
    first, last = bounds(batas)
    match batas.value:
        case "angka":
            places = f"&&(s.split('.')[1]||'').length<={batas.places}" if batas.places is not None else ""
            return f"{_NUMBER}&&s*1>={first}&&s*1<={last}{places};"
        case "tanggal":
            return f"{_DAY}{_TODAY}ok=ok&&k>={_day(first)}&&k<={_day(last)};"
        case "jam":
            return f"{_TIME}&&k>={minutes(first)}&&k<={minutes(last)};"
    if not batas.pattern and not batas.shortest:
        return ""  # the most letters are the field's own limit
    pattern = f"&&/{batas.pattern}/.test(v)" if batas.pattern else ""
    return f"ok=v.length>={batas.shortest}&&v.length<={batas.longest or 100000}{pattern};"


def _day(text: str) -> str:
    return "n" if text == HARI_INI else text.replace("-", "")
