namespace Render.Local.Durable;

/// <summary>Hears how attempts ended.</summary>
internal interface IActivityEnds
{
    void Completed(ActivityCall call, byte[] result);

    Task Failed(ActivityCall call, Exception error);
}
