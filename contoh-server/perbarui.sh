#!/bin/sh
# Menarik data terbaru dengan git, memeriksanya, lalu membuat situs. Bila ada yang gagal, situs terakhir yang baik tetap
# tampil. Untuk cron, sebagai pengguna yang boleh menulis di folder induk situs, misalnya setiap 15 menit:
#   */15 * * * * SOP_SITE=/srv/pustaka-sop/site SOP_SURAT=admin@dinas.example /srv/pustaka-sop/proyek/contoh-server/perbarui.sh
#
# SOP_PROYEK   folder program; bawaan: folder di atas berkas ini
# SOP_DATA     folder data, di dalam klon git; bawaan: sop_data pada folder program
# SOP_SITE     folder situs; bawaan: site di sebelah folder program
# SOP_CATATAN  berkas catatan; bawaan: perbarui.log di sebelah folder situs
# SOP_SURAT    alamat surel yang dikabari bila keadaan berubah; kosong: tidak ada surel
# SOP_PASANG   perintah yang memasang paket baru setelah program berganti versi
# SOP_PERINTAH perintah sop
# SOP_PENGGUNA pengguna yang memeriksa dan membuat situs lewat sudo; ia cukup boleh menulis di folder induk situs.
#              Kosong: pengguna yang menjalankan berkas ini
# SOP_PILIHAN  pilihan tambahan untuk pemeriksaan dan pembuatan, misalnya --strict
#
# Siapa pun yang boleh mendorong ke cabang ini dapat menjalankan perintah di server ini, dengan hak pengguna pembuat situs:
# mkdocs.yml dan templat di samping data ikut dijalankan, dan program sendiri bila ia berada pada klon yang sama. Batasi
# siapa yang boleh mendorong, dan isi SOP_PENGGUNA dengan pengguna yang tidak boleh menulis di tempat lain.
set -u
export PYTHONUTF8=1

catat() {
    printf '%s %s\n' "$(date '+%Y-%m-%d %H:%M:%S')" "$1" >>"$SOP_CATATAN"
}

# Keadaan baru, satu baris catatan, dan rinciannya. Surel hanya bila keadaan berubah, supaya tidak datang setiap kali.
kabari() {
    catat "$2"
    if [ -n "${3:-}" ]; then printf '%s\n' "$3" | sed 's/^/    /' >>"$SOP_CATATAN"; fi
    if [ "$(cat "$keadaan" 2>/dev/null)" != "$1" ] && [ -n "$SOP_SURAT" ]; then
        printf '%s\n\n%s\n' "$2" "${3:-}" | mail -s "Pustaka SOP: $2" "$SOP_SURAT" || catat 'surel tidak terkirim'
    fi
    printf '%s\n' "$1" >"$keadaan"
}

# Dijalankan sebagai pengguna yang hanya boleh menulis situs, bila disebut.
sebagai_pembuat() {
    if [ -n "$SOP_PENGGUNA" ]; then sudo -n -H -u "$SOP_PENGGUNA" -- "$@"; else "$@"; fi
}

gagal() {
    kabari "gagal $1" "$2; situs lama tetap tampil" "$(printf '%s\n' "$3" | tail -n 60)"
    exit 1
}

utama() {
    : "${SOP_PROYEK:=$(cd "$(dirname "$0")/.." && pwd)}"
    : "${SOP_DATA:=$SOP_PROYEK/sop_data}"
    : "${SOP_SITE:=$(dirname "$SOP_PROYEK")/site}"
    : "${SOP_CATATAN:=$(dirname "$SOP_SITE")/perbarui.log}"
    : "${SOP_SURAT:=}"
    : "${SOP_PASANG:=make --silent .venv/main}"
    : "${SOP_PERINTAH:=$SOP_PROYEK/.venv/bin/sop}"
    : "${SOP_PENGGUNA:=}"
    : "${SOP_PILIHAN:=}"
    keadaan=$SOP_CATATAN.keadaan
    cd "$SOP_PROYEK" || exit 2

    # Kunci ini milik sistem dan lepas sendiri bila proses mati.
    exec 9>"$SOP_CATATAN.kunci"
    if ! flock -n 9; then
        catat 'dilewati: pembaruan sebelumnya belum selesai'
        exit 0
    fi

    kata=$(git -C "$SOP_DATA" fetch --quiet 2>&1) || gagal 'ambil' 'data terbaru tidak dapat diambil' "$kata"
    baru=$(git -C "$SOP_DATA" rev-parse '@{upstream}' 2>&1) || gagal 'ambil' 'cabang git tanpa asal' "$baru"
    if [ "$(cat "$keadaan" 2>/dev/null)" = "baik $baru" ] && [ -d "$SOP_SITE" ]; then exit 0; fi

    # Hanya maju: suntingan di server ini tidak pernah dibuang.
    kata=$(git -C "$SOP_DATA" merge --ff-only --quiet '@{upstream}' 2>&1) ||
        gagal "gabung $baru" 'data di server ini berbeda dari asalnya' "$kata"
    kata=$($SOP_PASANG 2>&1) || gagal "pasang $baru" 'paket program tidak dapat dipasang' "$kata"

    apa=$(git -C "$SOP_DATA" log -1 --format='%h "%s" oleh %an')
    # SOP_PILIHAN sengaja dipecah menjadi beberapa kata.
    kata=$(sebagai_pembuat $SOP_PERINTAH check --data "$SOP_DATA" $SOP_PILIHAN 2>&1) ||
        gagal "periksa $baru" "data bermasalah pada $apa" "$(printf '%s\n' "$kata" | grep -A 3 -E ': (galat|peringatan) ')"
    kata=$(sebagai_pembuat $SOP_PERINTAH build --data "$SOP_DATA" --site "$SOP_SITE" $SOP_PILIHAN 2>&1) ||
        gagal "buat $baru" "situs tidak dapat dibuat pada $apa" "$kata"
    kabari "baik $baru" "situs diperbarui: $apa"
}

# Sebagai fungsi, karena git dapat mengganti berkas ini selagi berjalan.
utama
exit
