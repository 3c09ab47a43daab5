using System.Buffers;
using System.Text.Json;

namespace Render.Local.Durable;

/// <summary>A turn as JSON: <c>{"now":ticks,"events":[[kind,sequence,…],…],"calls":[[kind,sequence,…],…]}</c>, short but readable.</summary>
internal static class TurnCodec
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    internal static byte[] Write(TurnRecord turn)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("now", turn.Now);
            writer.WriteStartArray("events");
            foreach (var happened in turn.Events)
            {
                Write(writer, happened);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("calls");
            foreach (var call in turn.Calls)
            {
                Write(writer, call);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static TurnRecord Read(ReadOnlyMemory<byte> json, int generation)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new TurnRecord(
            root.GetProperty("now").GetInt64(),
            [.. root.GetProperty("events").EnumerateArray().Select(element => ReadEvent(element, generation))],
            [.. root.GetProperty("calls").EnumerateArray().Select(ReadCall)]);
    }

    private static void Write(Utf8JsonWriter writer, TurnEvent happened)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue((int)happened.Kind);
        switch (happened.Kind)
        {
            case TurnEventKind.ActivityDone:
                writer.WriteNumberValue(happened.Sequence);
                writer.WriteRawValue(happened.Payload, skipInputValidation: true);
                break;
            case TurnEventKind.ActivityFailed:
                writer.WriteNumberValue(happened.Sequence);
                writer.WriteStringValue(happened.ErrorType);
                writer.WriteStringValue(happened.Error);
                break;
            case TurnEventKind.TimerFired:
                writer.WriteNumberValue(happened.Sequence);
                break;
            default:
                writer.WriteNumberValue(happened.Position);
                break;
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, Call call)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue((int)call.Kind);
        writer.WriteNumberValue(call.Sequence);
        switch (call.Kind)
        {
            case CallKind.Activity:
                writer.WriteStringValue(call.Name);
                break;
            case CallKind.SubWorkflow:
                writer.WriteStringValue(call.Name);
                writer.WriteStringValue(call.ChildId);
                break;
            case CallKind.Timer:
                writer.WriteNumberValue(call.Due);
                break;
        }

        writer.WriteEndArray();
    }

    private static TurnEvent ReadEvent(JsonElement element, int generation)
    {
        var kind = (TurnEventKind)element[0].GetInt32();
        return kind switch
        {
            TurnEventKind.Inbox => new TurnEvent(kind, generation, 0) { Position = element[1].GetInt64() },
            TurnEventKind.ActivityDone => new TurnEvent(kind, generation, element[1].GetInt32())
            {
                Payload = System.Text.Encoding.UTF8.GetBytes(element[2].GetRawText()),
            },
            TurnEventKind.ActivityFailed => new TurnEvent(kind, generation, element[1].GetInt32())
            {
                ErrorType = element[2].GetString()!,
                Error = element[3].GetString()!,
            },
            TurnEventKind.TimerFired => new TurnEvent(kind, generation, element[1].GetInt32()),
            _ => throw new InvalidDataException($"A history holds an event of unknown kind {(int)kind}; it was written by a newer build."),
        };
    }

    private static Call ReadCall(JsonElement element)
    {
        var kind = (CallKind)element[0].GetInt32();
        var sequence = element[1].GetInt32();
        return kind switch
        {
            CallKind.Activity => new Call(kind, sequence, element[2].GetString()!),
            CallKind.SubWorkflow => new Call(kind, sequence, element[2].GetString()!, element[3].GetString()!),
            CallKind.Timer => new Call(kind, sequence, Due: element[2].GetInt64()),
            CallKind.TimerCancelled => new Call(kind, sequence),
            _ => throw new InvalidDataException($"A history holds a call of unknown kind {(int)kind}; it was written by a newer build."),
        };
    }
}
