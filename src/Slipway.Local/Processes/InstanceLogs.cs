using System.Globalization;
using Slipway.Core.Ports;
using Slipway.Core.Specs.Model;

namespace Slipway.Local.Processes;

/// <summary>The log files of one environment's instances.</summary>
/// <param name="folder">Absolute.</param>
internal sealed class InstanceLogs(string folder)
{
    private const string Extension = ".log";
    private const int MaxKeptWorkloads = 10;
    private const UnixFileMode OwnerAndGroup =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    /// <summary>The file that an instance's process appends to; its folder is made.</summary>
    public string Prepare(string instance)
    {
        Directory.CreateDirectory(folder, OwnerAndGroup);
        return PathOf(instance);
    }

    /// <summary>
    /// Rotates a log that has grown to its size by copying and cutting it: the process keeps its open file, and because it
    /// appends, its next line goes to the new beginning. What it writes between the last copied byte and the cut is lost.
    /// </summary>
    public void Rotate(string instance, LogSpec spec)
    {
        var log = new FileInfo(PathOf(instance));
        if (!log.Exists || log.Length < spec.MaxSize)
            return;
        for (var age = spec.Keep; age > 1; age--)
        {
            if (File.Exists(Old(instance, age - 1)))
                File.Move(Old(instance, age - 1), Old(instance, age), overwrite: true);
        }
        using var source = new FileStream(log.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (spec.Keep > 0)
        {
            using var copy = new FileStream(Old(instance, 1), FileMode.Create, FileAccess.Write);
            source.CopyTo(copy);
        }
        source.SetLength(0);
    }

    /// <summary>The last lines of an instance, oldest first.</summary>
    public IReadOnlyList<LogLine> Tail(string instance, int lines)
    {
        var newest = LogTail.Read(PathOf(instance), lines);
        var older = newest.Count < lines ? LogTail.Read(Old(instance, 1), lines - newest.Count) : [];
        return [.. older.Concat(newest).Select(text => new LogLine(instance, text))];
    }

    /// <summary>Instances of a workload that have a log, by their number.</summary>
    public IReadOnlyList<string> InstancesOf(string workload) =>
        [.. Files()
            .Where(file => file.Extension == Extension && WorkloadOf(file) == workload)
            .Select(file => Path.GetFileNameWithoutExtension(file.Name))
            .OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal)];

    /// <summary>Removes the logs of all but the newest workloads.</summary>
    /// <param name="inUse">Workloads that stay in any case.</param>
    public void Prune(IReadOnlyCollection<string> inUse)
    {
        var old = Files()
            .GroupBy(WorkloadOf)
            .Where(group => !inUse.Contains(group.Key))
            .OrderByDescending(group => group.Max(file => file.LastWriteTimeUtc))
            .Skip(MaxKeptWorkloads);
        foreach (var file in old.SelectMany(group => group))
            file.Delete();
    }

    /// <summary><c>blue-2.0.0-1.log.3</c> belongs to <c>blue-2.0.0</c>.</summary>
    private static string WorkloadOf(FileInfo file)
    {
        var end = file.Name.LastIndexOf(Extension, StringComparison.Ordinal);
        var instance = end < 0 ? file.Name : file.Name[..end];
        var dash = instance.LastIndexOf('-');
        return dash < 0 ? instance : instance[..dash];
    }

    private FileInfo[] Files()
    {
        var directory = new DirectoryInfo(folder);
        return directory.Exists ? directory.GetFiles() : [];
    }

    private string PathOf(string instance) => Path.Combine(folder, instance + Extension);

    private string Old(string instance, int age) => string.Create(CultureInfo.InvariantCulture, $"{PathOf(instance)}.{age}");
}
