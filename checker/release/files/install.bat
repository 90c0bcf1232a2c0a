@echo off
rem install.bat [FOLDER]
for %%v in (3.13 3.12 3.11) do (
    py -%%v -c "" >nul 2>nul && (
        py -%%v "%~dp0install.py" %*
        goto end
    )
)
python -c "" >nul 2>nul && (
    python "%~dp0install.py" %*
    goto end
)
echo Python 3.11, 3.12 or 3.13 was not found. Install one of them first.
:end
pause
