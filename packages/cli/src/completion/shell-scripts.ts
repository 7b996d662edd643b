/** The shells that have a completion script. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

export type Shell = (typeof SHELLS)[number];

// Candidates come one per line. Flag names are taken literally: the shell expands and runs nothing in them.
// Without candidates, the shell completes file names.
const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# Completion of halyard for bash. Put into ~/.bashrc: source <(halyard completion bash)
_halyard() {
  local candidate
  COMPREPLY=()
  while IFS= read -r candidate; do
    COMPREPLY+=("$(printf '%q' "$candidate")")
  done < <(halyard complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _halyard halyard
`,
  zsh: `#compdef halyard
# Completion of halyard for zsh. Put into ~/.zshrc, after compinit: source <(halyard completion zsh)
_halyard() {
  local -a candidates
  candidates=("\${(@f)$(halyard complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  candidates=("\${(@)candidates:#}")
  if (( \${#candidates} )); then
    compadd -- "\${(@)candidates}"
  else
    _files
  fi
}
compdef _halyard halyard
`,
  fish: `# Completion of halyard for fish. Put into ~/.config/fish/config.fish: halyard completion fish | source
function __halyard_candidates
    set -l words (commandline -opc) (commandline -ct)
    halyard complete -- $words[2..-1] 2>/dev/null
end
complete -c halyard -a '(__halyard_candidates)'
`,
  powershell: `# Completion of halyard for PowerShell. Put into $PROFILE: halyard completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName halyard -ScriptBlock {
    param($word, $line, $cursor)
    $words = @($line.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.StartOffset -lt $cursor } |
        ForEach-Object { if ($_.Value -is [string]) { $_.Value } else { $_.ToString() } })
    # Before 7.3, PowerShell gives no empty argument to a program.
    if ($word -eq '') { $words += if ($PSVersionTable.PSVersion -lt [version]'7.3') { '""' } else { '' } }
    # In quotes, because PowerShell removes a bare -- in front of a script.
    halyard complete '--' @words 2>$null | ForEach-Object {
        $text = if ($_ -match '[^\\w.:/-]') { "'" + ($_ -replace "'", "''") + "'" } else { $_ }
        [System.Management.Automation.CompletionResult]::new($text, $_, 'ParameterValue', $_)
    }
}
`,
};

/** The completion script of a shell. */
export function completionScript(shell: Shell): string {
  return SCRIPTS[shell];
}
