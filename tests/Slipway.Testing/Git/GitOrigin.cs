using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Testing.Git;

/// <summary>A real repository in a folder, as its host has it, with somebody who works on it.</summary>
public sealed class GitOrigin : IDisposable
{
    private readonly string _root;

    private GitOrigin(string root) => _root = root;

    /// <summary>What is followed.</summary>
    public string Url => Path.Combine(_root, "origin.git");

    private string Work => Path.Combine(_root, "work");

    public static GitOrigin Create()
    {
        var origin = new GitOrigin(Directory.CreateTempSubdirectory("slipway-git-").FullName);
        Git(origin._root, "init", "--quiet", "--bare", "--initial-branch=main", origin.Url);
        Git(origin.Url, "config", "uploadpack.allowFilter", "true");
        Git(origin._root, "init", "--quiet", "--initial-branch=main", origin.Work);
        Git(origin.Work, "remote", "add", "origin", origin.Url);
        return origin;
    }

    /// <summary>Commits a file and pushes, on top of whatever is there.</summary>
    /// <returns>The commit.</returns>
    public string Push(string path, string text, string author = "Alice <alice@example.org>", string branch = "main")
    {
        if (Git(_root, "ls-remote", Url, $"refs/heads/{branch}").Length > 0)
        {
            Git(Work, "fetch", "--quiet", "origin", branch);
            Git(Work, "reset", "--quiet", "--hard", "FETCH_HEAD");
        }

        Commit(path, text, author);
        Git(Work, "push", "--quiet", "origin", $"HEAD:refs/heads/{branch}");
        return Git(Work, "rev-parse", "HEAD");
    }

    /// <summary>Replaces all that was there by one commit.</summary>
    public string PushAnew(string path, string text)
    {
        Git(Work, "checkout", "--quiet", "--orphan", $"anew-{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        Commit(path, text, "Mallory <mallory@example.org>");
        Git(Work, "push", "--quiet", "--force", "origin", "HEAD:refs/heads/main");
        return Git(Work, "rev-parse", "HEAD");
    }

    /// <summary>A file at the end of a branch.</summary>
    public string Show(string path, string branch = "main") => Git(Url, "show", $"{branch}:{path}");

    /// <summary>Runs git on the host's side; fails the test when it fails.</summary>
    public string Run(params IReadOnlyList<string> arguments) => Git(Url, [.. arguments]);

    /// <summary>The host goes away, or comes back.</summary>
    public void Move(bool away)
    {
        var (from, to) = away ? (Url, Url + ".away") : (Url + ".away", Url);
        Directory.Move(from, to);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Commit(string path, string text, string author)
    {
        var file = Path.Combine(Work, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        Git(Work, "add", "--all");
        Git(Work, "-c", "user.name=Host", "-c", "user.email=host@example.org", "commit", "--quiet", "--allow-empty", $"--author={author}", "-m", $"Change {path}");
    }

    private static string Git(string folder, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("git", [.. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var told = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.TrimEnd('\n') : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {told.Result}");
    }
}
