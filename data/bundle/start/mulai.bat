@echo off
rem Memulai Peta Patuh di Windows: klik dua kali, atau mulai.bat    Starts Peta Patuh on Windows
rem Hanya memeriksa: mulai.bat --periksa                            Only looks whether all is ready
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
cd /d "%~dp0"
for %%V in (3.13 3.12 3.11) do (
  py -%%V -c "" >nul 2>nul
  if not errorlevel 1 (
    py -%%V mulai.py %*
    goto :end
  )
)
python -c "import sys; sys.exit(sys.version_info[:2] not in [(3, 11), (3, 12), (3, 13)])" >nul 2>nul
if not errorlevel 1 (
  python mulai.py %*
  goto :end
)
echo Python 3.11, 3.12 atau 3.13 (64-bit) tidak ada di komputer ini. Pasang salah satunya, lalu jalankan lagi.
echo Python 3.11, 3.12 or 3.13 (64-bit) is not on this computer. Install one of them and start again.
pause
exit /b 1
:end
set code=%errorlevel%
if not "%code%"=="0" pause
exit /b %code%
