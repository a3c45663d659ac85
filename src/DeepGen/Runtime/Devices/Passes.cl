/* Passes over flat buffers, between the programs of a model: an element for each item, count elements in all.
   Numbers that are no integers come as their bits. Products that are added are written as dg_fma, so that no compiler fuses others. */

/* The gradients of another batch, added to those that are there. */
DG_KERNEL(256, 1) AddTo(DG_GLOBAL float* sum, dg_i64 sum_at, DG_GLOBAL const float* x, dg_i64 x_at, int count)
{
    dg_i64 i = (dg_i64)DG_GROUP(0) * 256 + DG_THREAD(0);
    if (i < count) sum[sum_at + i] = sum[sum_at + i] + x[x_at + i];
}

/* Clip.Norm: the gradients times a factor. */
DG_KERNEL(256, 1) Scale(DG_GLOBAL float* x, dg_i64 x_at, int count, int factor)
{
    dg_i64 i = (dg_i64)DG_GROUP(0) * 256 + DG_THREAD(0);
    if (i < count) x[x_at + i] = x[x_at + i] * dg_float(factor);
}

/* Clip.Value: the gradients from -limit to limit. */
DG_KERNEL(256, 1) Limit(DG_GLOBAL float* x, dg_i64 x_at, int count, int limit)
{
    dg_i64 i = (dg_i64)DG_GROUP(0) * 256 + DG_THREAD(0);
    if (i < count) x[x_at + i] = dg_max(dg_min(x[x_at + i], dg_float(limit)), -dg_float(limit));
}

/* Adds to a sum of two floats, the second of which keeps what rounding takes of the first. */
DG_INLINE void AddPair(float* sum, float* rest, float x, float x_rest)
{
    float total = *sum + x;
    float added = total - *sum;
    *rest += ((*sum - (total - added)) + (x - added)) + x_rest;
    *sum = total;
}

DG_INLINE void AddSquare(float* sum, float* rest, float x)
{
    float square = dg_fma(x, x, 0.0f);
    AddPair(sum, rest, square, dg_fma(x, x, -square));
}

/* Adds up the pairs of a group of 256; the first item has the result. */
DG_INLINE void AddGroup(DG_LOCAL float* sums, DG_LOCAL float* rests, int thread, float* sum, float* rest)
{
    sums[thread] = *sum;
    rests[thread] = *rest;
    DG_SYNC();
    for (int half_ = 128; half_ > 0; half_ >>= 1)
    {
        if (thread < half_)
        {
            AddPair(sum, rest, sums[thread + half_], rests[thread + half_]);
            sums[thread] = *sum;
            rests[thread] = *rest;
        }
        DG_SYNC();
    }
}

/* The squares of x, added up by each group: six floats, three sums and what rounding took of each. Numbers whose squares or their
   roundings leave the range of floats are summed apart, times 2^80 or 2^-80: their squares are off by 2^160 or 2^-160. */
DG_KERNEL(256, 1) SumSquares(DG_GLOBAL const float* x, dg_i64 x_at, DG_GLOBAL float* sums, dg_i64 sums_at, int count, int groups)
{
    DG_SHARED(float, shared_sums, 256);
    DG_SHARED(float, shared_rests, 256);
    int thread = DG_THREAD(0);
    float small = 0.0f, small_rest = 0.0f, middle = 0.0f, middle_rest = 0.0f, large = 0.0f, large_rest = 0.0f;
    for (dg_i64 i = (dg_i64)DG_GROUP(0) * 256 + thread; i < count; i += (dg_i64)groups * 256)
    {
        float value = x[x_at + i];
        if (dg_abs(value) < 9.0949470e-13f) AddSquare(&small, &small_rest, value * 1.2089258e24f);
        else if (dg_abs(value) > 1.1258999e15f) AddSquare(&large, &large_rest, value * 8.2718061e-25f);
        else AddSquare(&middle, &middle_rest, value);
    }
    AddGroup(shared_sums, shared_rests, thread, &small, &small_rest);
    AddGroup(shared_sums, shared_rests, thread, &middle, &middle_rest);
    AddGroup(shared_sums, shared_rests, thread, &large, &large_rest);
    if (thread == 0)
    {
        DG_GLOBAL float* result = sums + sums_at + (dg_i64)DG_GROUP(0) * 6;
        result[0] = small;
        result[1] = small_rest;
        result[2] = middle;
        result[3] = middle_rest;
        result[4] = large;
        result[5] = large_rest;
    }
}

/* Averages of gradients that have stopped sink for ever; what moves no parameter is zero. NaN stays. */
DG_INLINE float Flush(float moment) { return dg_abs(moment) < 1e-30f ? 0.0f : moment; }

/* SGD without momentum. */
DG_KERNEL(256, 1) Sgd(DG_GLOBAL float* p, dg_i64 p_at, DG_GLOBAL const float* g, dg_i64 g_at,
    int count, int rate, int sign, int decay)
{
    dg_i64 i = (dg_i64)DG_GROUP(0) * 256 + DG_THREAD(0);
    if (i < count)
    {
        float parameter = p[p_at + i];
        float gradient = dg_fma(dg_float(decay), parameter, g[g_at + i] * dg_float(sign));
        p[p_at + i] = dg_fma(dg_float(rate), gradient, parameter);
    }
}

/* SGD with momentum; nesterov is 1 or 0. */
DG_KERNEL(256, 1) SgdMomentum(DG_GLOBAL float* p, dg_i64 p_at, DG_GLOBAL const float* g, dg_i64 g_at,
    DG_GLOBAL float* v, dg_i64 v_at, int count, int rate, int sign, int decay, int keep, int add, int nesterov)
{
    dg_i64 i = (dg_i64)DG_GROUP(0) * 256 + DG_THREAD(0);
    if (i < count)
    {
        float parameter = p[p_at + i];
        float gradient = dg_fma(dg_float(decay), parameter, g[g_at + i] * dg_float(sign));
        float velocity = Flush(dg_fma(dg_float(keep), v[v_at + i], gradient * dg_float(add)));
        v[v_at + i] = velocity;
        float direction = dg_float(nesterov) != 0.0f ? dg_fma(dg_float(keep), velocity, gradient) : velocity;
        p[p_at + i] = dg_fma(dg_float(rate), direction, parameter);
    }
}

/* The averages of Adam. */
DG_INLINE void Average(DG_GLOBAL float* mean, DG_GLOBAL float* square, float gradient, float add1, float keep2, float add2)
{
    *mean = Flush(dg_fma(add1, gradient - *mean, *mean));
    *square = Flush(dg_fma(keep2, *square, add2 * gradient * gradient));
}

/* Where Adam moves a parameter. */
DG_INLINE float Moved(float parameter, float mean, float square, float rate, float root, float epsilon, float shrink)
{
    return dg_fma(rate, mean / dg_fma(dg_sqrt(square), root, epsilon), parameter * shrink);
}

/* Adam, and AdamW by decay 0 and shrink below 1. */
DG_KERNEL(256, 1) Adam(DG_GLOBAL float* p, dg_i64 p_at, DG_GLOBAL const float* g, dg_i64 g_at,
    DG_GLOBAL float* m, dg_i64 m_at, DG_GLOBAL float* s, dg_i64 s_at,
    int count, int rate, int root, int epsilon, int sign, int add1, int keep2, int add2, int decay, int shrink)
{
    dg_i64 i = (dg_i64)DG_GROUP(0) * 256 + DG_THREAD(0);
    if (i < count)
    {
        float parameter = p[p_at + i];
        float gradient = dg_fma(dg_float(decay), parameter, g[g_at + i] * dg_float(sign));
        Average(m + m_at + i, s + s_at + i, gradient, dg_float(add1), dg_float(keep2), dg_float(add2));
        p[p_at + i] = Moved(
            parameter, m[m_at + i], s[s_at + i], dg_float(rate), dg_float(root), dg_float(epsilon), dg_float(shrink));
    }
}

/* The same, with the largest average squared gradient so far. */
DG_KERNEL(256, 1) AdamLargest(DG_GLOBAL float* p, dg_i64 p_at, DG_GLOBAL const float* g, dg_i64 g_at,
    DG_GLOBAL float* m, dg_i64 m_at, DG_GLOBAL float* s, dg_i64 s_at, DG_GLOBAL float* l, dg_i64 l_at,
    int count, int rate, int root, int epsilon, int sign, int add1, int keep2, int add2, int decay, int shrink)
{
    dg_i64 i = (dg_i64)DG_GROUP(0) * 256 + DG_THREAD(0);
    if (i < count)
    {
        float parameter = p[p_at + i];
        float gradient = dg_fma(dg_float(decay), parameter, g[g_at + i] * dg_float(sign));
        Average(m + m_at + i, s + s_at + i, gradient, dg_float(add1), dg_float(keep2), dg_float(add2));
        float largest = dg_max(l[l_at + i], s[s_at + i]);
        l[l_at + i] = largest;
        p[p_at + i] = Moved(
            parameter, m[m_at + i], largest, dg_float(rate), dg_float(root), dg_float(epsilon), dg_float(shrink));
    }
}
