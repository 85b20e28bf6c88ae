namespace Slipway.Core.Values;

public static class Slots
{
    public static IReadOnlyList<Slot> All { get; } = [Slot.Blue, Slot.Green];

    public static Slot Other(this Slot slot) => slot == Slot.Blue ? Slot.Green : Slot.Blue;

    public static string Label(this Slot slot) => slot == Slot.Blue ? "blue" : "green";

    public static bool TryParse(string? text, out Slot slot)
    {
        slot = text == "green" ? Slot.Green : Slot.Blue;
        return text is "blue" or "green";
    }
}
