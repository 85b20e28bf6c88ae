using System.Globalization;

namespace Slipway.Local.Gateway.Supervision;

/// <summary>A process that cannot be mistaken for a later one with the same id.</summary>
/// <param name="Id">The process id.</param>
/// <param name="StartTicks">When it started, in clock ticks since the machine did: field 22 of <c>proc(5)</c>'s stat.</param>
public readonly record struct ProcessIdentity(int Id, long StartTicks)
{
    private const int StateField = 0;
    private const int StartField = 19;

    /// <summary>Null when no such process runs; one that has ended and was not waited for does not.</summary>
    public static ProcessIdentity? Of(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");

            // The name before the last ) may hold anything; the fields count from the state, which follows it.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[StateField] is "Z" or "X" ? null : new ProcessIdentity(id, long.Parse(fields[StartField], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public bool IsAlive() => Of(Id) == this;
}
