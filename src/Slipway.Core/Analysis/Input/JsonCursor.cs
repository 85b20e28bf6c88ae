using System.Text.Json;

namespace Slipway.Core.Analysis.Input;

/// <summary>
/// A place in a JSON document that is read strictly: no key that is not known, none twice, no number that is not finite.
/// Each method throws a <see cref="BadInputException"/> with the place.
/// </summary>
internal readonly struct JsonCursor
{
    /// <summary>Deeper than any file of measurements.</summary>
    private const int MaxDepth = 16;

    private readonly JsonElement _element;
    private readonly string _path;

    private JsonCursor(JsonElement element, string path) => (_element, _path) = (element, path);

    public static JsonCursor Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text.TrimStart('\uFEFF'), new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            return new JsonCursor(document.RootElement.Clone(), "");
        }
        catch (JsonException fault)
        {
            var cause = fault.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.');
            throw new BadInputException("", (int?)fault.LineNumber + 1, $"is no JSON: {cause} (NaN and Infinity are none: where there was no value, write null)");
        }
    }

    /// <summary>This place as an object that has no keys but these.</summary>
    public JsonCursor Object(params ReadOnlySpan<string> keys)
    {
        Expect(JsonValueKind.Object, "an object");
        foreach (var property in _element.EnumerateObject())
        {
            if (!keys.Contains(property.Name))
                throw Fault(property.Name, $"is no key here (there are {string.Join(", ", keys!)})");
        }

        return this;
    }

    public JsonCursor Required(string key) =>
        Optional(key) ?? throw Fault(key, "is missing (it has no default)");

    /// <summary>Null where the key is not there.</summary>
    public JsonCursor? Optional(string key) =>
        _element.TryGetProperty(key, out var value) ? new JsonCursor(value, At(key)) : null;

    public IEnumerable<JsonCursor> Items()
    {
        Expect(JsonValueKind.Array, "a list");
        var path = _path;
        return _element.EnumerateArray().Select((item, index) => new JsonCursor(item, $"{path}[{index}]"));
    }

    public IEnumerable<(string Key, JsonCursor Value)> Members()
    {
        Expect(JsonValueKind.Object, "an object");
        var self = this;
        return _element.EnumerateObject().Select(member => (member.Name, new JsonCursor(member.Value, self.At(member.Name))));
    }

    /// <summary>A list of numbers; null in it is NaN.</summary>
    public double[] Points()
    {
        Expect(JsonValueKind.Array, "a list of numbers");
        var points = new double[_element.GetArrayLength()];
        var index = 0;
        foreach (var item in _element.EnumerateArray())
        {
            // A path for each of a million points would cost more than the judge.
            points[index] = item.ValueKind == JsonValueKind.Null ? double.NaN
                : item.ValueKind == JsonValueKind.Number && item.GetDouble() is var number && double.IsFinite(number) ? number
                : throw Fault($"[{index}]", "is no finite number (where there was no value, write null)");
            index++;
        }

        return points;
    }

    public double Number()
    {
        Expect(JsonValueKind.Number, "a number");
        return _element.GetDouble() is var number && double.IsFinite(number) ? number : throw Fault("", $"{_element.GetRawText()} is too large a number");
    }

    /// <summary>A count within one interval.</summary>
    public long Count()
    {
        Expect(JsonValueKind.Number, "a whole number");
        if (!_element.TryGetInt64(out var count) || count is < 0 or > InputText.MaxCount)
            throw Fault("", $"{_element.GetRawText()} is no count: a whole number from 0 to {InputText.MaxCount} (counts are of one interval: where a counter was reset, leave the interval out)");
        return count;
    }

    public int WholeNumber()
    {
        Expect(JsonValueKind.Number, "a whole number");
        return _element.TryGetInt32(out var number) ? number : throw Fault("", $"{_element.GetRawText()} is no whole number");
    }

    public string Text()
    {
        Expect(JsonValueKind.String, "a text");
        return _element.GetString()!;
    }

    public bool Flag() =>
        _element.ValueKind is JsonValueKind.True or JsonValueKind.False ? _element.GetBoolean() : throw Fault("", $"is {Kind()}, true or false is needed");

    public T Choice<T>(params ReadOnlySpan<(string Word, T Value)> choices)
    {
        var text = Text();
        var words = new List<string>();
        foreach (var (word, value) in choices)
        {
            if (word == text)
                return value;
            words.Add(word);
        }

        throw Fault("", $"'{text}' is none of {string.Join(", ", words)}");
    }

    /// <param name="key">Below this place; empty for the place itself.</param>
    public BadInputException Fault(string key, string message) => new(At(key), null, message);

    private void Expect(JsonValueKind kind, string what)
    {
        if (_element.ValueKind != kind)
            throw Fault("", $"is {Kind()}, {what} is needed");
    }

    private string Kind() => _element.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };

    private string At(string key) => _path.Length == 0 || key.Length == 0 || key[0] == '[' ? _path + key : $"{_path}.{key}";
}
