using System.Diagnostics;

namespace Slipway.Repo.Tests;

/// <summary>The files that are tracked, and the program as it was built beside these tests.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Tracked files and new ones that are not ignored; relative, with slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = ListFiles();

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    /// <summary>C# files of the product.</summary>
    public static IEnumerable<string> Sources => Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal));

    public static IEnumerable<string> Documents => Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal));

    /// <summary>Runs a program to its end; its output and errors as one text.</summary>
    public static (int ExitCode, string Output) Run(string program, params IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    public static (int ExitCode, string Output) Slipway(params IReadOnlyList<string> arguments) =>
        Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "slipway.dll"), .. arguments]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Slipway.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("These tests run inside the repository");
    }

    // A tree that was not cloned has no git: then everything counts that a build does not make.
    private static List<string> ListFiles()
    {
        string[] made = ["bin", "obj", "artifacts", ".git", ".slipway", "TestResults"];
        IEnumerable<string> files;
        try
        {
            files = Run("git", "ls-files", "--cached", "--others", "--exclude-standard") is (0, var list)
                ? list.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                : AllFiles();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            files = AllFiles();
        }

        return [.. files.Where(file => File.Exists(Path.Combine(Root, file)) && !file.Split('/').Intersect(made).Any()).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> AllFiles() =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'));
}
