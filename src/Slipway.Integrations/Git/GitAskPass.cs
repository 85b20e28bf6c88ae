using Slipway.Core.Git.Model;
using Slipway.Core.Notices.Model;

namespace Slipway.Integrations.Git;

/// <summary>
/// Answers git's questions for user and password. The password is in no argument and no file of Slipway's: a script of two lines
/// repeats a variable that only this one run of git has.
/// </summary>
internal sealed class GitAskPass(string folder, Func<SecretSource, string> read)
{
    private const string Script = "#!/bin/sh\ncase \"$1\" in Username*) printf '%s\\n' \"$SLIPWAY_GIT_USER\" ;; *) printf '%s\\n' \"$SLIPWAY_GIT_PASSWORD\" ;; esac\n";

    private string File => Path.Combine(folder, "askpass");

    public IEnumerable<KeyValuePair<string, string>> Variables(GitLogin? login)
    {
        if (login is null)
            return [];
        if (!System.IO.File.Exists(File))
            Write();
        return
        [
            new("GIT_ASKPASS", File),
            new("SLIPWAY_GIT_USER", login.User),
            new("SLIPWAY_GIT_PASSWORD", read(login.Password)),

            // The user's own helpers are not asked, and keep nothing.
            new("GIT_CONFIG_COUNT", "1"),
            new("GIT_CONFIG_KEY_0", "credential.helper"),
            new("GIT_CONFIG_VALUE_0", ""),
        ];
    }

    private void Write()
    {
        var temporary = $"{File}.{Environment.ProcessId}.new";
        System.IO.File.WriteAllText(temporary, Script);
        System.IO.File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        System.IO.File.Move(temporary, File, overwrite: true);
    }
}
