using System.Security.Cryptography;
using System.Text;
using Slipway.Local.Processes;

namespace Slipway.Local.Keeping;

/// <summary>What a data folder is called in the store, wherever it is mounted: <c>folder.id</c> in it, made once.</summary>
public static class FolderIdentity
{
    private const string FileName = "folder.id";
    private const int Letters = 16;

    /// <summary>Sixteen hexadecimal digits. The first who asks makes them; two who do so at once are told the same.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public static string Of(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
            Make(folder, file);
        var id = File.ReadAllText(file).Trim();
        return id.Length == Letters && id.All(char.IsAsciiHexDigitLower)
            ? id
            : throw new InvalidDataException($"{file} does not hold the {Letters} hexadecimal digits that it was made with: put back a copy of it");
    }

    private static void Make(string folder, string file)
    {
        Directory.CreateDirectory(folder);
        var temporary = $"{file}.{RandomNumberGenerator.GetHexString(Letters)}.new";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            stream.Write(Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(Letters, lowercase: true) + "\n"));
            stream.Flush(flushToDisk: true);
        }

        FirstFile.Name(temporary, file);
        DurableFile.SyncFolder(folder);
    }
}
